/** A coin on its way into the slot. */

export function CoinScene() {
  return (
    <svg className="scene" viewBox="0 0 480 400" aria-hidden="true">
      <ellipse cx="300" cy="382" rx="140" ry="12" className="scene-shadow" />
      <rect x="190" y="30" width="226" height="350" rx="30" className="scene-device" />
      <rect x="236" y="66" width="134" height="180" rx="22" className="scene-plate" />
      <rect x="294" y="92" width="18" height="128" rx="9" className="scene-ink" />
      <rect x="236" y="280" width="134" height="66" rx="18" className="scene-ink" />
      <path d="M262 346h82" className="scene-laser scene-still" />
      <g className="scene-insert">
        <circle cx="112" cy="156" r="70" className="scene-coin" />
        <circle cx="112" cy="156" r="55" className="scene-coin-inner" />
        <path d="M90 128l22 30 22-30M112 158v34M92 164h40M92 178h40" className="scene-coin-sign" />
      </g>
    </svg>
  );
}
