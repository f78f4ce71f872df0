/** A phone with a code on it, held face down to the scanner's window. */

const cells = [
  [0, 0, 3],
  [5, 0, 3],
  [0, 5, 3],
  [4, 4, 1],
  [6, 4, 1],
  [4, 6, 1],
  [6, 6, 2],
  [4, 1, 1],
  [1, 4, 1],
  [3, 3, 1],
] as const;

export function PresentCodeScene() {
  return (
    <svg className="scene" viewBox="0 0 480 400" aria-hidden="true">
      <ellipse cx="240" cy="376" rx="190" ry="14" className="scene-shadow" />
      <g className="scene-float">
        <rect x="162" y="8" width="156" height="246" rx="24" className="scene-deep" />
        <rect x="172" y="20" width="136" height="222" rx="15" className="scene-paper" />
        <rect x="216" y="26" width="48" height="8" rx="4" className="scene-deep" />
        <path
          d="M194 60v34M202 60v34M208 60v34M219 60v34M228 60v34M234 60v34M246 60v34M254 60v34M262 60v34M274 60v34M286 60v34"
          className="scene-bars"
        />
        <g transform="translate(196 118)">
          {cells.map(([x, y, size]) => (
            <rect
              key={`${x}-${y}`}
              x={x * 11}
              y={y * 11}
              width={size * 11}
              height={size * 11}
              className="scene-ink"
            />
          ))}
          <rect x="11" y="11" width="11" height="11" className="scene-paper" />
          <rect x="66" y="11" width="11" height="11" className="scene-paper" />
          <rect x="11" y="66" width="11" height="11" className="scene-paper" />
        </g>
        <rect x="212" y="222" width="56" height="8" rx="4" className="scene-solid" />
      </g>
      <path d="M150 334L186 254H294L330 334Z" className="scene-beam" />
      <path d="M84 334h312l22 40H62z" className="scene-device" />
      <path d="M150 334h180l10 18H140z" className="scene-window" />
      <path d="M158 340h164" className="scene-laser" />
      <path d="M96 130v120m-30-32 30 34 30-34" className="scene-arrow" />
      <path d="M384 130v120m-30-32 30 34 30-34" className="scene-arrow" />
    </svg>
  );
}
