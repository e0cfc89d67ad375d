# Functions for scripts that run a program in a container of a worker, with its libraries, variables and role.
# shellcheck shell=bash

fail() {
  echo "$(basename "$0"): $1; $2" >&2
  exit 1
}

# `refuse_other_cluster ENV`: kubectl must point at the cluster of this environment, and not at that of another.
refuse_other_cluster() {
  local context
  context=$(kubectl config current-context 2>/dev/null) || context=none
  [[ $context == *"/langfuse-$1" ]] || fail "kubectl points at '$context' and not at langfuse-$1" \
    "aws eks update-kubeconfig --name langfuse-$1 --region REGION"
}

# `run_in_worker PROGRAM OPTIONS`: a program of this folder, with the files that it needs, all under the paths that they
# have in the repository.
run_in_worker() {
  local root
  root=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)
  tar -cf - -C "$root" charts-values/operations/events.js runbooks/procedures/queues.js "runbooks/procedures/$1" |
    kubectl -n langfuse exec -i deployment/langfuse-worker -c langfuse-worker -- sh -c '
      files=$(mktemp -d) && trap "rm -rf $files" EXIT && tar -xf - -C "$files" && cd /app/worker &&
        node "$files/runbooks/procedures/$1" "$2"
    ' run "$1" "$2"
}
