/** A context that must have been provided further up; without it the page is put together wrongly. */
import { type Context, useContext } from 'react';
import { Fault } from '../../../domain/fault.ts';

export function useRequired<T>(context: Context<T | undefined>, what: string): T {
  const value = useContext(context);
  if (value === undefined) throw new Fault('INTERNAL_DEFECT', `find ${what} of the page`);
  return value;
}
