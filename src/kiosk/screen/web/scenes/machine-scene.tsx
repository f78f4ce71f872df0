/** A machine that rests: dark window and a hanging sign. */

export function MachineScene() {
  return (
    <svg className="scene" viewBox="0 0 480 400" aria-hidden="true">
      <ellipse cx="240" cy="384" rx="150" ry="12" className="scene-shadow" />
      <rect x="120" y="20" width="240" height="360" rx="24" className="scene-device" />
      <rect x="142" y="44" width="150" height="220" rx="14" className="scene-ink" />
      <rect x="306" y="60" width="36" height="56" rx="8" className="scene-window" />
      <path d="M312 140h24M312 160h24M312 180h24" className="scene-laser scene-still" />
      <rect x="142" y="290" width="196" height="56" rx="14" className="scene-ink" />
      <path d="M217 96l-40 52M217 96l40 52" className="scene-string" />
      <rect x="156" y="146" width="122" height="64" rx="14" className="scene-sign" />
      <path d="M190 178h54" className="scene-sign-bar" />
    </svg>
  );
}
