# A function for scripts that run a program in a container of a worker, with its libraries, variables and role.

# `run_in_worker PROGRAM OPTIONS`: a program of this folder, with the files that it needs, all under the paths that they
# have in the repository.
run_in_worker() {
  # shellcheck disable=SC2016 # the container's shell reads it
  tar -cf - -C "$(dirname "$0")/../.." charts-values/operations/events.js runbooks/procedures/queues.js "runbooks/procedures/$1" |
    kubectl -n langfuse exec -i deployment/langfuse-worker -c langfuse-worker -- sh -c '
      files=$(mktemp -d) && trap "rm -rf $files" EXIT && tar -xf - -C "$files" && cd /app/worker &&
        node "$files/runbooks/procedures/$1" "$2"
    ' run "$1" "$2" || end_with "the program in the worker failed, as it says above; mend it, then run the same line again"
}
