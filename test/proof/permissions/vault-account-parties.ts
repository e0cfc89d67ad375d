import { vaultArns } from "../account/vault-account";
import type { Party, World } from "./claim";
import { administratorsHere, administratorsThere } from "./vault-account-administrators";
import { backupThere, logsThere } from "./vault-account-services";

/** Whoever is in the other account, and who here would like to be. */
export function vaultAccountParties(world: World): Party[] {
  const abroad = vaultArns(world.account.environment);
  return abroad
    ? [
        backupThere(world, abroad),
        logsThere(abroad),
        administratorsThere(world, abroad),
        administratorsHere(world, abroad),
      ]
    : [];
}
