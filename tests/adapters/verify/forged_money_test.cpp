#include <catch2/catch.hpp>

#include "tests/adapters/verify/forgery.hpp"

namespace makegood::verify {

namespace {

constexpr const char* recorded = "refund-recorded";
constexpr const char* instructed = "refund-instructed";
constexpr const char* paid = "refund-paid";
constexpr const char* failed = "refund-failed";
constexpr const char* again = "refund-due-again";
constexpr const char* named = "refund-account-named";
constexpr const char* confirmed = "refund-account-confirmed";
constexpr const char* came_in = "payment-received";
constexpr const char* bounced = "payment-reversed";
constexpr const char* used = "balance-used";
constexpr const char* arrived = "balance-received";
constexpr const char* given = "make-good-given";

template <std::size_t n>
void by(JournalFile& file, const char* type, const char* name) {
    file.forge_envelope(type, n, [&](Json& e) { e["actor"] = {{"name", name}, {"role", "finance"}}; });
}

/// The claim that a refund is of.
Json claim_of(JournalFile& file, std::size_t refund) {
    return Json::parse(file.row(recorded, refund).envelope)["payload"]["claim"];
}

}  // namespace

TEST_CASE("law 8: a refund is recorded once for what asks for it, with its amount, and moves as the table allows") {
    const Forgery forgeries[] = {
        {[](JournalFile& f) { f.forge(recorded, 1, [](Json& p) { p["amount"] = "48.01"; }); },
         {{"refund-differs", recorded}, {"refund-differs", instructed}, {"entries-off", paid}},
         "a cent more than the document gives back; who pays what was asked is told apart from it"},
        {[](JournalFile& f) {
             f.forge_envelope(recorded, 1, [](Json& e) { turn_into_note(e, e["payload"]["claim"]); });
         },
         {{"refund-missing", "adjustment-issued"},
          {"refund-unknown", instructed},
          {"refund-unknown", paid},
          {"number-hole", recorded, 2}},
         "money is owed that nobody reserved"},
        {[](JournalFile& f) {
             f.forge_envelope("claim-settled", 7, [](Json& e) {
                 turn(e, recorded,
                      {{"currency", "EUR"},
                       {"refund", "RF-2026-000011"},
                       {"ordinal", "11"},
                       {"recorded_on", "2026-03-05"},
                       {"source", "adjustment"},
                       {"document", "CN-2026-000013"},
                       {"claim", e["payload"]["claim"]},
                       {"amount", "30.00"},
                       {"entries", Json::array()}});
             });
         },
         {{"refund-unasked", "claim-settled", 7}},
         "money goes out for a document that offset what was open"},
        {[](JournalFile& f) { f.forge(recorded, 1, [](Json& p) { p["source"] = "gift"; }); },
         {{"refund-unknown", recorded}},
         "a source that nobody knows"},
        {[](JournalFile& f) {
             f.forge(recorded, 4, [](Json& p) {
                 p["amount"] = "0.00";
                 p["entries"] = Json::array();
             });
         },
         {{"refund-amount", recorded, 4}},
         "a refund of nothing"},
        {[](JournalFile& f) { f.forge(recorded, 4, [](Json& p) { p["document"] = "M-1"; }); },
         {{"refund-differs", recorded, 4}},
         "a balance of another invoice"},
        {[](JournalFile& f) { f.forge(instructed, 1, [](Json& p) { p["amount"] = "480.00"; }); },
         {{"refund-differs", instructed}},
         "the bank is told to pay ten times as much"},
        {[](JournalFile& f) { f.forge(instructed, 3, [](Json& p) { p["attempt"] = "3"; }); },
         {{"refund-attempt", instructed, 3}},
         "an attempt that nobody saw"},
        {[](JournalFile& f) { f.forge(instructed, 1, [](Json& p) { p["instructed_on"] = "2026-02-27"; }); },
         {{"day-off", instructed}},
         "dated before it was"},
        {[](JournalFile& f) { f.forge(paid, 1, [](Json& p) { p["posted_on"] = "2026-02-27"; }); },
         {{"day-off", paid}},
         "posted into a month that is over"},
        {[](JournalFile& f) {
             f.forge_envelope(failed, 1, [](Json& e) { turn(e, again, {{"refund", e["payload"]["refund"]}}); });
         },
         {{"refund-move", failed},
          {"refund-move", again},
          {"refund-off", again},
          {"refund-off", instructed, 3},
          {"refund-off", again, 2}},
         "unknown is not failed: it is due again while it is on its way"},
        {[](JournalFile& f) {
             f.forge_envelope(paid, 1, [](Json& e) { turn(e, again, {{"refund", e["payload"]["refund"]}}); });
         },
         {{"refund-move", paid}, {"settled-early", "claim-settled"}},
         "sent twice: due once more while the bank has it"},
        {[](JournalFile& f) { f.forge(again, 2, [](Json& p) { p["refund"] = "RF-2026-000099"; }); },
         {{"refund-unknown", again, 2}},
         "a refund that nobody recorded"},
        {[](JournalFile& f) { f.forge(paid, 1, [](Json& p) { p["entries"][0]["credit"] = "sales"; }); },
         {{"entries-off", paid}},
         "the money left by another account than the bank"},
        {[](JournalFile& f) { f.forge(paid, 1, [](Json& p) { p["entries"][0]["origin"] = "books"; }); },
         {{"entry-origin", paid}},
         "an entry of ours that would never be exported"},
        {[](JournalFile& f) { f.forge_envelope(paid, 1, [&](Json& e) { turn_into_note(e, claim_of(f, 1)); }); },
         {{"settled-early", "claim-settled"}},
         "settled while the refund is on its way"},
        {[](JournalFile& f) {
             f.forge_envelope(named, 1, [](Json& e) {
                 Json entry = {
                     {"debit", "receivables"},        {"credit", "bank"},   {"debit_name", "account:receivables"},
                     {"credit_name", "account:bank"}, {"amount", "180.00"}, {"origin", "books"}};
                 turn(e, bounced,
                      {{"currency", "EUR"},
                       {"payment", "P-2"},
                       {"reversed_on", "2026-03-02"},
                       {"entries", Json::array({entry})}});
             });
         },
         {{"refund-account", confirmed},
          {"refund-off", again},
          {"refund-off", instructed, 3},
          {"refund-account", instructed, 3},
          {"refund-off", again, 2}},
         "more out than came in: the payment bounced before the refund became due again"},
    };
    for (const Forgery& forgery : forgeries) judge(forgery, Closing::never);
}

TEST_CASE("a refund goes back to who paid or where the customer confirmed, released by a second person") {
    const Forgery forgeries[] = {
        {[](JournalFile& f) { by<1>(f, instructed, "Ada"); },
         {{"second-person", instructed}},
         "who approved the claim"},
        {[](JournalFile& f) { by<1>(f, instructed, "Olga"); }, {{"second-person", instructed}}, "who recorded it"},
        {[](JournalFile& f) { by<3>(f, instructed, "Olga"); },
         {{"second-person", instructed, 3}},
         "who named another account"},
        {[](JournalFile& f) { by<8>(f, recorded, "Finn"); },
         {{"second-person", instructed, 4}},
         "who gave the make-good"},
        {[](JournalFile& f) { by<1>(f, confirmed, "Olga"); },
         {{"second-person", confirmed}},
         "who named the account heard the customer confirm it"},
        {[](JournalFile& f) { f.forge_envelope(confirmed, 1, [&](Json& e) { turn_into_note(e, claim_of(f, 3)); }); },
         {{"refund-account", instructed, 3}},
         "an account that nobody confirmed"},
        {[](JournalFile& f) { f.forge_envelope(named, 1, [&](Json& e) { turn_into_note(e, claim_of(f, 3)); }); },
         {{"refund-account", confirmed}},
         "an account is confirmed that nobody named"},
        {[](JournalFile& f) {
             f.forge_envelope(named, 2, [&](Json& e) { turn_into_note(e, claim_of(f, 8)); });
             f.forge_envelope(confirmed, 2, [&](Json& e) { turn_into_note(e, claim_of(f, 8)); });
         },
         {{"refund-account", instructed, 4}},
         "another firm's bill goes to whoever paid the invoice"},
        {[](JournalFile& f) { f.forge(came_in, 1, [](Json& p) { p["payment"].erase("from"); }); },
         {{"refund-account", instructed}},
         "nobody knows who paid"},
        {[](JournalFile& f) { f.forge(confirmed, 1, [](Json& p) { p["over"] = "letter"; }); },
         {{"contact-not-on-file", confirmed}},
         "a letter to a customer whose street nobody knows"},
        {[](JournalFile& f) {
             const Json other = Json::parse(f.row(named).envelope)["payload"]["account"];
             f.forge_envelope(failed, 2, [&](Json& e) {
                 turn(e, named, {{"refund", e["payload"]["refund"]}, {"account", other}});
             });
         },
         {{"refund-move", failed, 2}, {"refund-move", again, 2}, {"entries-off", again, 2}},
         "another account for a refund that was paid"},
    };
    for (const Forgery& forgery : forgeries) judge(forgery, Closing::never);
}

TEST_CASE("a payment pays once in the whole journal and bounces once") {
    const Forgery forgeries[] = {
        {[](JournalFile& f) { f.forge(came_in, 2, [](Json& p) { p["payment"]["id"] = "P-1"; }); },
         {{"payment-twice", came_in, 2}},
         "one payment pays two invoices"},
        {[](JournalFile& f) { f.forge(bounced, 2, [](Json& p) { p["payment"] = "P-4"; }); },
         {{"payment-bounced-twice", bounced, 2}},
         "it bounces twice"},
        {[](JournalFile& f) { f.forge(bounced, 2, [](Json& p) { p["payment"] = "P-77"; }); },
         {{"payment-unknown", bounced, 2}},
         "it never came in"},
        {[](JournalFile& f) { f.forge(bounced, 2, [](Json& p) { p["payment"] = "P-2"; }); },
         {{"payment-unknown", bounced, 2}},
         "it came in on another invoice"},
        {[](JournalFile& f) { f.forge(came_in, 4, [](Json& p) { p["entries"][0]["amount"] = "49.00"; }); },
         {{"entries-off", came_in, 4}},
         "less reaches the books than was paid"},
        {[](JournalFile& f) { f.forge(came_in, 4, [](Json& p) { p["entries"][0]["origin"] = "makegood"; }); },
         {{"entry-origin", came_in, 4}},
         "the ERP has it already, and would get it again"},
        {[](JournalFile& f) {
             f.forge(came_in, 4, [](Json& p) { p["payment"]["amount"] = p["entries"][0]["amount"] = "-50.00"; });
         },
         {{"entry-not-positive", came_in, 4}, {"payment-amount", came_in, 4}, {"entries-off", bounced}},
         "a payment below zero"},
    };
    for (const Forgery& forgery : forgeries) judge(forgery, Closing::never);
}

TEST_CASE("law 8: a balance that leaves one invoice arrives on another of the same customer, and not more") {
    const Forgery forgeries[] = {
        {[](JournalFile& f) { f.forge(used, 1, [](Json& p) { p["amount"] = "60.00"; }); },
         {{"balance-adrift", arrived}},
         "ten arrive that did not leave"},
        {[](JournalFile& f) { f.forge(arrived, 1, [](Json& p) { p["from"] = "M-1"; }); },
         {{"balance-adrift", arrived}},
         "it comes from another invoice"},
        {[](JournalFile& f) { f.forge(used, 1, [](Json& p) { p["on"] = "M-1"; }); },
         {{"balance-adrift", arrived}},
         "it was for another invoice"},
        {[](JournalFile& f) { f.forge(used, 1, [](Json& p) { p["on"] = "M-3"; }); },
         {{"balance-adrift", used}, {"balance-adrift", arrived}},
         "it pays the invoice that it is kept from"},
        {[](JournalFile& f) {
             f.forge("invoice-recorded", 4, [](Json& p) { p["invoice"]["customer"]["id"] = "C-8"; });
         },
         {{"balance-adrift", arrived}},
         "it pays for somebody else"},
        {[](JournalFile& f) {
             f.forge_envelope(used, 1, [&](Json& e) {
                 turn_into_note(e, Json::parse(f.row("claim-settled", 3).envelope)["payload"]["claim"]);
             });
         },
         {{"balance-adrift", arrived}},
         "it arrives and never left"},
        {[](JournalFile& f) {
             f.forge_envelope(arrived, 1, [](Json& e) {
                 Json entry = e["payload"]["entries"][0];
                 entry["debit"] = "bank";
                 entry["debit_name"] = "account:bank";
                 entry["origin"] = "books";
                 turn(e, came_in,
                      {{"currency", "EUR"},
                       {"payment",
                        {{"id", "P-70"},
                         {"received_on", "2026-03-03"},
                         {"amount", "70.00"},
                         {"deductions", Json::array()}}},
                       {"entries", Json::array({entry})}});
             });
         },
         {{"balance-adrift", arrived}},
         "it left, and money from the bank takes its place"},
        {[](JournalFile& f) {
             f.forge(used, 1, [](Json& p) { p["amount"] = "170.00"; });
             f.forge(arrived, 1, [](Json& p) { p["amount"] = p["entries"][0]["amount"] = "170.00"; });
         },
         {{"balance-off", used}, {"balance-off", recorded, 4}},
         "more is used than is kept"},
        {[](JournalFile& f) { f.forge(arrived, 1, [](Json& p) { p["entries"][0]["amount"] = "60.00"; }); },
         {{"entries-off", arrived}},
         "ten stay among the balances of nobody"},
        {[](JournalFile& f) { f.forge(arrived, 1, [](Json& p) { p["posted_on"] = "2026-02-27"; }); },
         {{"day-off", arrived}},
         "posted into a month that is over"},
    };
    for (const Forgery& forgery : forgeries) judge(forgery, Closing::never);
}

TEST_CASE("a make-good is beyond the price: its own account, its own numbers, no tax") {
    const Forgery forgeries[] = {
        {[](JournalFile& f) {
             f.forge(given, 3, [](Json& p) {
                 p["entries"][0]["debit"] = "output_tax";
                 p["entries"][0]["debit_name"] = "account:output_tax";
             });
         },
         {{"entries-off", given, 3}},
         "tax comes back with it"},
        {[](JournalFile& f) {
             f.forge(given, 3, [](Json& p) {
                 p["make_good"]["tax"] = {{"category", "S"}, {"rate", "20"}, {"base", "4.16"}, {"amount", "0.84"}};
                 Json tax = p["entries"][0];
                 tax["debit"] = "output_tax";
                 tax["debit_name"] = "account:output_tax";
                 tax["amount"] = "0.84";
                 p["entries"][0]["amount"] = "4.16";
                 p["entries"].push_back(tax);
             });
         },
         {{"make-good-off", given, 3}},
         "a cent more of tax than 5.00 includes at 20 %"},
        {[](JournalFile& f) { f.forge(given, 1, [](Json& p) { p["make_good"]["kind"] = "money"; }); },
         {{"make-good-off", given}},
         "money that is none"},
        {[](JournalFile& f) { f.forge(given, 3, [](Json& p) { p["make_good"]["kind"] = "apology"; }); },
         {{"make-good-off", given, 3}},
         "an apology that costs something"},
        {[](JournalFile& f) { f.forge(given, 1, [](Json& p) { p["make_good"]["kind"] = "voucher"; }); },
         {{"make-good-off", given}, {"make-good-off", given}},
         "a kind that nobody knows"},
        {[](JournalFile& f) {
             f.forge(given, 3, [](Json& p) {
                 p["make_good"]["ordinal"] = "4";
                 p["make_good"]["number"] = "MG-2026-000004";
             });
         },
         {{"number-hole", given, 3}, {"refund-differs", recorded, 9}},
         "a number is left out"},
        {[](JournalFile& f) { f.forge(given, 3, [](Json& p) { p["make_good"]["invoice"] = "M-1"; }); },
         {{"document-differs", given, 3}},
         "given on another invoice"},
        {[](JournalFile& f) {
             f.forge(given, 1, [](Json& p) { p["make_good"]["claim"] = "00000000-0000-0000-0000-0000000000ff"; });
         },
         {{"claim-unknown", given}},
         "given for a claim that nobody opened"},
        {[](JournalFile& f) { f.forge(recorded, 9, [](Json& p) { p["source"] = "adjustment"; }); },
         {{"refund-differs", recorded, 9}},
         "its refund poses as part of the price"},
    };
    for (const Forgery& forgery : forgeries) judge(forgery, Closing::never);
}

}  // namespace makegood::verify
