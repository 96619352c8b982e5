#!/usr/bin/env bash
# Looks for secrets in the tracked files: eng/secrets.sh [FILE...]. Fails and names file and line, never the secret. What is known to be none is in
# eng/secrets-allowed.txt, with its reason; a line there that matches nothing any more fails too. The pipeline runs gitleaks over the history besides.
set -euo pipefail
cd "$(dirname "$0")/.."
patterns=(
  '(?<![A-Z0-9])(AKIA|ASIA|AROA|AIDA)[A-Z0-9]{16}(?![A-Z0-9])'       # keys of AWS
  '(?i)aws.{0,20}secret.{0,20}["'"'"'=: ]+[A-Za-z0-9/+]{40}(?![A-Za-z0-9/+])' # and their secrets
  '-----BEGIN [A-Z ]*PRIVATE KEY-----\s*$'                           # private keys (a header alone, not one in a text)
  'gh[pousr]_[A-Za-z0-9]{36}|github_pat_[A-Za-z0-9_]{50}'            # GitHub
  'xox[abprs]-[A-Za-z0-9-]{10,}'                                     # Slack
  'AIza[0-9A-Za-z_-]{35}'                                            # Google, and Firebase with it
  '"type"\s*:\s*"service_account"'                                   # a key file of Firebase
  '(sk|rk)_live_[A-Za-z0-9]{16,}'                                    # payment
  'eyJ[A-Za-z0-9_-]{15,}\.eyJ[A-Za-z0-9_-]{15,}\.[A-Za-z0-9_-]{15,}' # tokens of Cognito and others
  '[a-z][a-z0-9+.-]*://[^/\s:@"'"'"'{}$<>]+:[^/\s:@"'"'"'{}$<>]{8,}@' # an address with a password
  '(?i)(secret|password|token|api_?key)\w*["'"'"']?\s*(=|:|=>)\s*["'"'"'](?=[^"'"'"']*[0-9])(?=[^"'"'"']*[a-z])[A-Za-z0-9+/_=-]{24,}["'"'"']' # a long text given to such a name
)
found=$(mktemp)
trap 'rm -f "$found"' EXIT
all=$(printf '|(?:%s)' "${patterns[@]}")
all=${all:1}
if [ $# -gt 0 ]; then grep -HnIP "$all" -- "$@" >"$found" || true; else git grep -nIP "$all" -- ':!*.lock.json' ':!eng/secrets-allowed.txt' >"$found" || true; fi
python3 - "$found" "$#" <<'PYTHON'
import sys
allowed = [line.rstrip("\n").split("\t") for line in open("eng/secrets-allowed.txt", encoding="utf-8") if line.strip() and not line.startswith("#")]
used, told = set(), []
for hit in open(sys.argv[1], encoding="utf-8", errors="replace"):
    path, number, text = hit.rstrip("\n").split(":", 2)
    known = next((i for i, (file, part, reason) in enumerate(allowed) if path == file and part in text and reason), None)
    if known is None:
        told.append(f"secrets.sh: {path}:{number} looks like a secret. Take it out and change it where it is valid; if it is none, say why in eng/secrets-allowed.txt.")
    else:
        used.add(known)
if sys.argv[2] == "0":
    told += [f"secrets.sh: eng/secrets-allowed.txt names what is not there: {file}" for i, (file, _, _) in enumerate(allowed) if i not in used]
print("\n".join(told) if told else "No secrets in the files.")
sys.exit(1 if told else 0)
PYTHON
