/** The drawn picture of what is given; decorative, since its name stands beside it. */
import { pictureSvg } from '../../../../look/pictures.ts';

const addresses = new Map<string, string>();

/** As an address of its own, so that the ids inside two pictures never meet. */
function pictureAddress(name: string): string {
  const kept = addresses.get(name);
  if (kept) return kept;
  const made = `data:image/svg+xml,${encodeURIComponent(pictureSvg(name))}`;
  addresses.set(name, made);
  return made;
}

export function ProductPicture({ name }: { readonly name: string | null | undefined }) {
  return <img className="picture" src={pictureAddress(name ?? 'parcel')} alt="" loading="lazy" />;
}
