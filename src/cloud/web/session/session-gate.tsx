/**
 * Lets in who is signed in: asks the cloud who asks, shows the sign-in page if nobody is, and lets the
 * platform's own people choose a merchant first.
 */
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { type ReactNode, useCallback, useEffect, useMemo, useState } from 'react';
import type { Principal } from '../../../wire/rest.ts';
import { Failure } from '../parts/failure.tsx';
import { PageLoading } from '../parts/loading.tsx';
import { callRest, needsSignIn } from '../rest/rest-client.ts';
import { MerchantChoice } from './merchant-choice.tsx';
import { mayRole, type Session, SessionContext, type ShownMerchant } from './session.tsx';
import { SignInPage } from './sign-in-page.tsx';

const sessionKey = ['readSession'];

export function SessionGate({ children }: { children: ReactNode }) {
  const queries = useQueryClient();
  const who = useQuery({ queryKey: sessionKey, queryFn: () => callRest('readSession'), retry: false });
  const endedElsewhere = useSignInNeeded();
  if (who.isPending) return <PageLoading />;
  if (who.isError && !needsSignIn(who.error)) {
    return <Failure error={who.error} again={() => void who.refetch()} />;
  }
  if (who.isError || endedElsewhere || !who.data) {
    return <SignInPage signedIn={(principal) => enter(principal)} />;
  }
  return (
    <SignedIn principal={who.data} left={() => queries.setQueryData(sessionKey, null)}>
      {children}
    </SignedIn>
  );

  function enter(principal: Principal) {
    queries.removeQueries({ predicate: (query) => query.queryKey[0] !== sessionKey[0] });
    queries.setQueryData(sessionKey, principal);
  }
}

/** Whether any read was refused because the session ended. */
function useSignInNeeded(): boolean {
  const queries = useQueryClient();
  const [needed, setNeeded] = useState(false);
  useEffect(() => {
    const cache = queries.getQueryCache();
    return cache.subscribe(() => setNeeded(cache.getAll().some((query) => needsSignIn(query.state.error))));
  }, [queries]);
  return needed;
}

interface SignedInProps {
  readonly principal: Principal;
  readonly left: () => void;
  readonly children: ReactNode;
}

function SignedIn({ principal, left, children }: SignedInProps) {
  const [chosen, setChosen] = useState<ShownMerchant>();
  const merchant = principal.merchant ?? chosen;
  const signOut = useCallback(() => {
    // Signed out or unreachable: either way this browser shows nothing more.
    callRest('signOut').then(left, left);
  }, [left]);
  const session = useMemo<Session | undefined>(() => {
    if (!merchant) return undefined;
    return {
      principal,
      merchant,
      merchantQuery: principal.merchant ? {} : { merchant: merchant.id },
      may: (permission) => mayRole(principal.role, permission),
      signOut,
      ...(principal.merchant ? {} : { leaveMerchant: () => setChosen(undefined) }),
    };
  }, [principal, merchant, signOut]);
  if (!session) return <MerchantChoice choose={setChosen} signOut={signOut} />;
  return <SessionContext value={session}>{children}</SessionContext>;
}
