/** A phone whose question goes out in rings. */

export function WaitingScene({ asking }: { readonly asking: 'platform' | 'shopper' }) {
  return (
    <svg className="scene" viewBox="0 0 480 400" aria-hidden="true">
      <circle cx="240" cy="200" r="96" className="scene-ring" />
      <circle cx="240" cy="200" r="96" className="scene-ring scene-ring-late" />
      <ellipse cx="240" cy="374" rx="90" ry="10" className="scene-shadow" />
      <rect x="156" y="54" width="168" height="300" rx="28" className="scene-deep" />
      <rect x="168" y="68" width="144" height="272" rx="18" className="scene-paper" />
      <rect x="214" y="74" width="52" height="9" rx="4.5" className="scene-deep" />
      {asking === 'shopper' ? (
        <>
          <circle cx="240" cy="160" r="40" className="scene-solid" />
          <path d="M222 160l13 14 24-28" className="scene-check" />
          <rect x="190" y="226" width="100" height="12" rx="6" className="scene-quiet" />
          <rect x="190" y="262" width="100" height="40" rx="20" className="scene-solid scene-pulse" />
        </>
      ) : (
        <>
          <path
            d="M196 210a44 44 0 0 1 84-20 36 36 0 0 1 4 72h-78a30 30 0 0 1-10-52z"
            className="scene-cloud"
          />
          <path d="M240 252v-42m-16 16 16-17 16 17" className="scene-check" />
          <rect x="190" y="290" width="100" height="12" rx="6" className="scene-quiet" />
        </>
      )}
    </svg>
  );
}
