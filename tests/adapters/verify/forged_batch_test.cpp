#include <catch2/catch.hpp>

#include "tests/adapters/verify/forgery.hpp"

namespace makegood::verify {

namespace {

constexpr const char* batch = "batch-sealed";
constexpr const char* answered = "batch-answered";

void move(Json& sequence, int by) {
    sequence = std::to_string(std::stoll(sequence.get<std::string>()) + by);
}

template <std::size_t n>
void of_batch(JournalFile& file, void (*change)(Json& payload)) {
    file.forge(batch, n, change);
}

/// An entry of an accrual and what undoes it, and what both leave on the accounts of their batches, by some cents.
void accrue(JournalFile& file, int by) {
    file.forge(batch, 2, [&](Json& p) {
        shift(p["accrual"][0]["amount"], by);
        shift(p["reversal"][0]["amount"], by);
        for (Json& row : p["accounts"]) {
            if (row["account"] == "account:guarantee_accruals") shift(row["debit"], by);
            if (row["account"] == "account:refund_liability") shift(row["credit"], by);
        }
    });
}

}  // namespace

TEST_CASE("batches are numbered without holes, begin where the last ended and end with the last event of their days") {
    const Forgery forgeries[] = {
        {[](JournalFile& f) { of_batch<3>(f, [](Json& p) { p["number"] = "4"; }); },
         {{"batch-number", batch, 3}},
         "a batch that nobody ever saw"},
        {[](JournalFile& f) { of_batch<3>(f, [](Json& p) { p["number"] = "2"; }); },
         {{"batch-number", batch, 3}},
         "a batch twice"},
        {[](JournalFile& f) { of_batch<3>(f, [](Json& p) { move(p["after_sequence"], -1); }); },
         {{"batch-range", batch, 3}},
         "an event in two batches"},
        {[](JournalFile& f) { of_batch<2>(f, [](Json& p) { move(p["last_sequence"], -1); }); },
         {{"batch-liability", batch, 2}, {"batch-range", batch, 3}},
         "an event in no batch, and the claim that it opened is listed all the same"},
        {[](JournalFile& f) { of_batch<2>(f, [](Json& p) { p["last_sequence"] = "9999"; }); },
         {{"batch-range", batch, 2}},
         "events that are still to come"},
        {[](JournalFile& f) { of_batch<3>(f, [](Json& p) { p["through"] = "2026-03-03"; }); },
         {{"batch-date", batch, 3}, {"batch-range", batch, 3}},
         "a day that is closed already"},
        {[](JournalFile& f) { of_batch<4>(f, [](Json& p) { p["through"] = "2026-03-09"; }); },
         {{"batch-date", batch, 4}, {"batch-range", batch, 4}},
         "a week that is not over"},
        {[](JournalFile& f) { of_batch<2>(f, [](Json& p) { p["through"] = "2026-03-02"; }); },
         {{"batch-range", batch, 2}},
         "events that were made after its last day"},
        {[](JournalFile& f) {
             f.keeps_checkpoints = true;
             of_batch<3>(f, [](Json& p) { p["last_hash"] = std::string(64, 'a'); });
         },
         {{"batch-hash", batch, 3}, {"batch-hash", batch, 4}},
         "a checkpoint of another journal, and the next one is then of another too"},
        {[](JournalFile& f) {
             f.keeps_checkpoints = true;
             f.forge("note-added", 1, [](Json& p) { p["text"] = {{"erased", true}}; });
         },
         {{"batch-hash", batch, 2}, {"batch-hash", batch, 3}, {"batch-hash", batch, 4}},
         "history is written anew by somebody who forgot what was handed over"},
        {[](JournalFile& f) { f.forge("refund-paid", 3, [](Json& p) { p["posted_on"] = "2026-03-03"; }); },
         {{"closed-period", "refund-paid", 3}, {"day-off", "refund-paid", 3}},
         "money of ours is dated into a period that is closed"},
        {[](JournalFile& f) {
             f.forge("adjustment-issued", 12, [](Json& p) { p["adjustment"]["issued_on"] = "2026-03-04"; });
         },
         {{"number-date", "adjustment-issued", 12}, {"closed-period", batch, 3}},
         "a document of the next day is dated into the period before it is closed"},
    };
    for (const Forgery& forgery : forgeries) judge(forgery, Closing::daily);
}

TEST_CASE("control totals and accounts of a batch are what the journal itself holds") {
    const Forgery forgeries[] = {
        {[](JournalFile& f) { of_batch<2>(f, [](Json& p) { p["totals"][0]["count"] = "5"; }); },
         {{"batch-totals", batch, 2}},
         "a credit note is not handed over"},
        {[](JournalFile& f) { of_batch<2>(f, [](Json& p) { shift(p["totals"][0]["totals"]["tax"], 1); }); },
         {{"batch-totals", batch, 2}},
         "a cent of tax"},
        {[](JournalFile& f) { of_batch<2>(f, [](Json& p) { p["totals"].erase(1); }); },
         {{"batch-totals", batch, 2}},
         "no refund was instructed"},
        {[](JournalFile& f) { of_batch<2>(f, [](Json& p) { p["totals"].push_back(p["totals"][0]); }); },
         {{"batch-totals", batch, 2}, {"batch-totals", batch, 2}},
         "credit notes are handed over twice"},
        {[](JournalFile& f) { of_batch<2>(f, [](Json& p) { std::swap(p["totals"][0], p["totals"][1]); }); },
         {{"batch-totals", batch, 2}},
         "rows out of their order"},
        {[](JournalFile& f) { of_batch<3>(f, [](Json& p) { p["totals"][1]["kind"] = "make-bad"; }); },
         {{"batch-totals", batch, 3}, {"batch-totals", batch, 3}},
         "a kind that nobody knows, and the make-goods are missing"},
        {[](JournalFile& f) { of_batch<2>(f, [](Json& p) { shift(p["accounts"][1]["debit"], 1); }); },
         {{"batch-accounts", batch, 2}},
         "a cent on an account"},
        {[](JournalFile& f) { of_batch<2>(f, [](Json& p) { p["accounts"].erase(0); }); },
         {{"batch-accounts", batch, 2}},
         "an account is missing"},
        {[](JournalFile& f) { of_batch<2>(f, [](Json& p) { p["accounts"][0]["account"] = "account:gold"; }); },
         {{"batch-accounts", batch, 2}, {"batch-accounts", batch, 2}, {"batch-accounts", batch, 2}},
         "an account that no entry of ours moves, out of its order"},
    };
    for (const Forgery& forgery : forgeries) judge(forgery, Closing::daily);
}

TEST_CASE("the accrual of a batch is what it lists as liabilities, and is undone in the next") {
    const Forgery forgeries[] = {
        {[](JournalFile& f) { accrue(f, 100); },
         {{"batch-accrual", batch, 2}, {"batch-accounts", batch, 3}, {"batch-accounts", batch, 3}},
         "more is accrued than is claimed"},
        {[](JournalFile& f) { of_batch<2>(f, [](Json& p) { shift(p["reversal"][0]["amount"], -1); }); },
         {{"batch-accrual", batch, 2}},
         "a cent of it stays for ever; what the next batch undoes is the accrual, to the cent"},
        {[](JournalFile& f) { of_batch<2>(f, [](Json& p) { p["accrual"][0]["debit"] = "allowances"; }); },
         {{"batch-accrual", batch, 2}},
         "accrued on an account of documents"},
        {[](JournalFile& f) { of_batch<2>(f, [](Json& p) { p["accrual"][0]["origin"] = "books"; }); },
         {{"entry-origin", batch, 2}},
         "an accrual that the ERP would have"},
        {[](JournalFile& f) {
             f.forge(batch, 2, [](Json& p) { shift(p["liabilities"][0]["net"], 100); });
             accrue(f, 100);
         },
         {{"batch-liability", batch, 2}, {"batch-accounts", batch, 3}, {"batch-accounts", batch, 3}},
         "a claim that costs more than was stated"},
        {[](JournalFile& f) {
             of_batch<2>(f, [](Json& p) { p["liabilities"][0]["claim"] = "00000000-0000-0000-0000-0000000000ff"; });
         },
         {{"batch-liability", batch, 2}, {"batch-liability", batch, 2}},
         "a claim that nobody opened stands in the place of one that somebody did"},
        {[](JournalFile& f) { of_batch<2>(f, [](Json& p) { p["liabilities"].push_back(p["liabilities"][0]); }); },
         {{"batch-liability", batch, 2}, {"batch-accrual", batch, 2}},
         "a claim twice"},
    };
    for (const Forgery& forgery : forgeries) judge(forgery, Closing::daily);
}

TEST_CASE("a batch is answered for when it is sealed, and booked is booked") {
    const Forgery forgeries[] = {
        {[](JournalFile& f) { f.forge(answered, 1, [](Json& p) { p["number"] = "7"; }); },
         {{"batch-answer", answered}},
         "a batch that is not there"},
        {[](JournalFile& f) { f.forge(answered, 1, [](Json& p) { p["is_booked"] = true; }); },
         {{"batch-answer", answered, 2}},
         "booked twice, under two references"},
    };
    for (const Forgery& forgery : forgeries) judge(forgery, Closing::daily);
}

TEST_CASE("an event in a stream of another kind is found, and so is one that nobody knows") {
    const Forgery forgeries[] = {
        {[](JournalFile& f) {
             f.forge_envelope(answered, 2, [](Json& e) { turn_into_note(e, "00000000-0000-0000-0000-0000000000ff"); });
         },
         {{"event-misplaced", answered, 2}},
         "a note among the batches"},
        {[](JournalFile& f) {
             f.forge_envelope("claim-settled", 6, [](Json& e) {
                 turn(e, answered, {{"number", "1"}, {"is_booked", true}, {"answer", "GL-1"}});
             });
         },
         {{"event-misplaced", "claim-settled", 6}},
         "a batch on an invoice"},
        {[](JournalFile& f) {
             f.forge_envelope(answered, 2, [](Json& e) {
                 turn(e, "configuration-activated", {{"hash", "x"}, {"content", "{}"}});
             });
         },
         {{"event-misplaced", answered, 2}},
         "a configuration among the batches"},
        {[](JournalFile& f) { f.forge_envelope(answered, 2, [](Json& e) { e["type"] = "batch-burnt"; }); },
         {{"type-unknown", answered, 2}},
         "a type that this program does not know"},
        {[](JournalFile& f) { f.forge(batch, 4, [](Json& p) { p["totals"][0]["totals"].erase("net"); }); },
         {{"unreadable", batch, 4}},
         "a field is missing, and nothing else is concluded from it"},
    };
    for (const Forgery& forgery : forgeries) judge(forgery, Closing::daily);
}

}  // namespace makegood::verify
