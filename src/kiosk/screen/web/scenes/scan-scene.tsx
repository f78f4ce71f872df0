/** A bottle held over the scanner's window, its beam going over the barcode. */

export function ScanScene() {
  return (
    <svg className="scene" viewBox="0 0 480 400" aria-hidden="true">
      <ellipse cx="240" cy="372" rx="190" ry="16" className="scene-shadow" />
      <g className="scene-float">
        <path
          d="M214 34h52v26c22 14 34 30 34 58v120a22 22 0 0 1-22 22h-76a22 22 0 0 1-22-22V118c0-28 12-44 34-58z"
          className="scene-solid"
        />
        <rect x="206" y="16" width="68" height="26" rx="8" className="scene-deep" />
        <rect x="180" y="134" width="120" height="86" className="scene-paper" />
        <path
          d="M198 150v54M208 150v54M214 150v54M226 150v54M236 150v54M240 150v54M252 150v54M262 150v54M268 150v54M280 150v54"
          className="scene-bars"
        />
        <path d="M196 84c-4 10-6 20-6 34v116" className="scene-gleam" />
      </g>
      <path d="M150 330L190 176H290L330 330Z" className="scene-beam" />
      <path d="M84 330h312l22 40H62z" className="scene-device" />
      <path d="M150 330h180l10 18H140z" className="scene-window" />
      <path d="M158 336h164" className="scene-laser" />
    </svg>
  );
}
