/** A product's picture on its tile. */

export function Picture({
  name,
  size,
}: {
  readonly name: string | undefined;
  readonly size: 'line' | 'card' | 'sheet';
}) {
  return (
    <img
      className={`picture picture-${size}`}
      src={`/pictures/${name ?? 'parcel'}.svg`}
      alt=""
      width="200"
      height="200"
      decoding="async"
      draggable={false}
    />
  );
}
