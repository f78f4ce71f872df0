/**
 * Imported for its effect by whoever speaks MQTT. The packet writer of MQTT.js and aedes keeps a buffer of a few
 * bytes for every packet length that it has ever written. Node cuts such buffers from blocks of 64 KiB, and each
 * would keep the whole block it was cut from.
 */
const poolBytes = 1024;
Buffer.poolSize = poolBytes;
