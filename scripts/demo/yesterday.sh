# Read by scripts/run: a claim of yesterday, honoured, refunded and handed over to the books, so that there is a batch to
# look at. Uses the variables and tokens that scripts/run has made.

echo "== yesterday: a claim, its refund, and the batch that hands them over"
# Without the faketime command, which would stand between: the id must be the server's own, to stop it by.
faketime_library=$(dpkg -L libfaketime | grep '/libfaketime\.so\.1$')
env LD_PRELOAD="$faketime_library" FAKETIME=-1d FAKETIME_DONT_FAKE_MONOTONIC=1 \
    "$makegood" serve --db "$db" --listen "127.0.0.1:$port" --config config --rules rules >"$demo/yesterday.log" 2>&1 &
server=$!
trap 'kill "$server" 2>/dev/null' EXIT

for _ in $(seq 100); do
    curl -fs "$url/readyz" >/dev/null 2>&1 && break
    sleep 0.1
done

# post PATH TOKEN BODY: the answer, or the whole problem on standard error.
post() {
    curl -sS --fail-with-body -X POST "$url$1" -H "Authorization: Bearer $2" -H "Idempotency-Key: $1" -d "$3" || {
        echo "scripts/run: POST $1 was refused" >&2
        exit 1
    }
}
day=$(date -d yesterday +%Y-%m-%d)
post /v1/payments "$finance" '{"id":"DEMO-1","invoice":"INV-1002","received_on":"'"$day"'","currency":"GBP","amount":"216.00","payer":{"iban":"GB29NWBK60161331926819","name":"Ashgrove Bakery"}}' >/dev/null
claim=$(post /v1/claims "$office" '{"invoice":"INV-1002","channel":"letter","worth":"150.00"}' | jq -r .id)
post "/v1/claims/$claim/approve" "$president" '' >/dev/null
post "/v1/refunds/RF-$(date -d yesterday +%Y)-000001/release" "$finance" '' | jq -c '{number, amount, state}'
note=$(curl -sS --fail-with-body "$url/v1/invoices/INV-1002" -H "Authorization: Bearer $finance" | jq -r '.adjustments[-1].number')
curl -sS --fail-with-body "$url/v1/adjustments/$note.pdf" -H "Authorization: Bearer $finance" -o "$demo/$note.pdf"

kill "$server" && wait "$server" || true
trap - EXIT
"$makegood" export close --db "$db" --through "$day"
"$makegood" export batch 1 --db "$db" --format all --out "$demo/batch-1"
echo "== its files are in $demo/batch-1, what the customer sees is $demo/$note.pdf"
