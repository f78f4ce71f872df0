/** A coin on its way into the slot. */

export function CoinScene() {
  return (
    <svg className="scene" viewBox="0 0 480 400" aria-hidden="true">
      <ellipse cx="240" cy="380" rx="170" ry="12" className="scene-shadow" />
      <rect x="96" y="190" width="288" height="186" rx="26" className="scene-device" />
      <rect x="132" y="222" width="216" height="84" rx="18" className="scene-window" />
      <rect x="222" y="234" width="36" height="60" rx="8" className="scene-ink" />
      <path d="M150 340h180" className="scene-laser scene-still" />
      <g className="scene-drop">
        <circle cx="240" cy="92" r="74" className="scene-coin" />
        <circle cx="240" cy="92" r="58" className="scene-coin-inner" />
        <path d="M216 62l24 32 24-32M240 94v36M220 100h40M220 114h40" className="scene-coin-sign" />
      </g>
    </svg>
  );
}
