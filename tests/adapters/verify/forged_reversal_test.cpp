#include <catch2/catch.hpp>

#include "tests/adapters/verify/forgery.hpp"

namespace makegood::verify {

namespace {

constexpr const char* note = "adjustment-issued";
constexpr const char* reversed = "adjustment-reversed";
constexpr const char* corrected = "statement-corrected";

Json& reversal(Json& payload) {
    return payload["reversal"];
}
Json& document(Json& payload) {
    return payload["adjustment"];
}

/// One cent more tax on a document, in all its parts.
void tax_cent(Json& of) {
    shift(of["tax"][0]["amount"], 1);
    shift(of["totals"]["tax"], 1);
    shift(of["totals"]["gross"], 1);
    shift(of["entries"].back()["amount"], 1);
}

}  // namespace

TEST_CASE("law 10: a reversal that does not mirror its document to the cent is found") {
    const Forgery forgeries[] = {
        {[](JournalFile& f) {
             f.forge(reversed, 1, [](Json& p) {
                 tax_cent(reversal(p));
                 p["anchors"][0] = {{"base", "150.00"}, {"tax", "30.01"}};
             });
         },
         {{"reversal-differs", reversed},
          {"tax-off", note, 3},
          {"offset-off", note, 3},
          {"standing-differs", reversed, 2}},
         "a cent more taken back than was given, and everything in the event says so: then a cent stays open"},
        {[](JournalFile& f) { f.forge(reversed, 1, [](Json& p) { reversal(p)["reverses"] = "CN-2026-000099"; }); },
         {{"reversal-unknown", reversed}, {"replacement-alone", note, 2}},
         "a document that nobody issued"},
        {[](JournalFile& f) { f.forge(reversed, 2, [](Json& p) { reversal(p)["reverses"] = "SI-2026-000001"; }); },
         {{"reversal-unknown", reversed, 2}, {"replacement-alone", note, 4}},
         "a reversal of a reversal"},
        {[](JournalFile& f) {
             f.forge(reversed, 2, [](Json& p) { reversal(p)["reverses"] = "CN-2026-000001"; });
             f.forge(note, 4, [](Json& p) { document(p)["replaces"] = "CN-2026-000001"; });
         },
         {{"reversed-twice", reversed, 2}},
         "one document taken back and replaced twice"},
        {[](JournalFile& f) { f.forge(reversed, 1, [](Json& p) { reversal(p)["lines"][0]["after"] = "101.00"; }); },
         {{"line-beyond-billed", reversed},
          {"standing-differs", reversed},
          {"standing-differs", reversed},
          {"reversal-differs", reversed},
          {"line-before-differs", note, 2}},
         "a line raised above what was billed"},
        {[](JournalFile& f) { f.forge(reversed, 1, [](Json& p) { reversal(p)["lines"][0]["before"] = "61.00"; }); },
         {{"line-before-differs", reversed}, {"reversal-differs", reversed}},
         "a line that starts from where it does not stand"},
        {[](JournalFile& f) { f.forge(reversed, 1, [](Json& p) { reversal(p)["lines"][0]["line"] = "7"; }); },
         {{"line-unknown", reversed},
          {"standing-differs", reversed},
          {"standing-differs", reversed},
          {"reversal-differs", reversed},
          {"line-before-differs", note, 2}},
         "a line that the invoice does not have"},
        {[](JournalFile& f) { f.forge(reversed, 1, [](Json& p) { p["standing_lines"][1] = "49.99"; }); },
         {{"standing-differs", reversed}},
         "another line than those taken back moves along"},
        {[](JournalFile& f) { f.forge(reversed, 1, [](Json& p) { p["standing_lines"].erase(0); }); },
         {{"standing-differs", reversed}, {"standing-differs", reversed}},
         "a line is forgotten"},
        {[](JournalFile& f) {
             f.forge(reversed, 1, [](Json& p) { p["anchors"][0] = {{"base", "150.00"}, {"tax", "30.05"}}; });
         },
         {{"standing-differs", reversed},
          {"standing-differs", note, 2},
          {"tax-off", note, 3},
          {"standing-differs", reversed, 2}},
         "tax that was never billed is left standing, and would be credited later"},
        {[](JournalFile& f) { f.forge(reversed, 1, [](Json& p) { p["anchors"] = Json::array(); }); },
         {{"standing-differs", reversed}, {"standing-differs", note, 2}},
         "no tax stands at all"},
        {[](JournalFile& f) { f.forge(reversed, 1, [](Json& p) { p["standing_rounding"] = "0.01"; }); },
         {{"standing-differs", reversed}, {"standing-differs", reversed, 2}},
         "a rounding amount out of nothing"},
        {[](JournalFile& f) { f.forge(reversed, 1, [](Json& p) { reversal(p)["type"] = "credit-note"; }); },
         {{"number-prefix", reversed},
          {"number-hole", reversed},
          {"standing-differs", reversed},
          {"reversal-differs", reversed},
          {"entries-off", reversed},
          {"offset-off", note, 2},
          {"number-hole", reversed, 2},
          {"offset-off", note, 4}},
         "the type is not turned around"},
        {[](JournalFile& f) {
             f.forge(reversed, 1, [](Json& p) {
                 reversal(p)["settlement"].push_back({{"kind", "refund"}, {"amount", "48.00"}});
             });
         },
         {{"settlement-off", reversed}},
         "a reversal gives money"},
        {[](JournalFile& f) {
             f.forge(reversed, 1, [](Json& p) { reversal(p)["stated_at"] = "2026-03-02T09:00:00.000Z"; });
         },
         {{"reversal-differs", reversed}},
         "another statement than its document honoured"},
        {[](JournalFile& f) { f.forge(reversed, 1, [](Json& p) { reversal(p)["invoice"] = "M-2"; }); },
         {{"document-differs", reversed}},
         "another invoice"},
        {[](JournalFile& f) { f.forge(note, 1, [](Json& p) { document(p)["reverses"] = "CN-2026-000099"; }); },
         {{"reversal-unknown", note}},
         "a reversal that poses as a document"},
    };
    for (const Forgery& forgery : forgeries) judge(forgery, Closing::never);
}

TEST_CASE("law 10: a credit note that is taken back is replaced at once, by the same or by the corrected worth") {
    const Forgery forgeries[] = {
        {[](JournalFile& f) {
             f.forge_envelope(note, 2, [](Json& e) { turn_into_note(e, e["payload"]["adjustment"]["claim"]); });
         },
         {{"replacement-missing", reversed},
          {"number-hole", note, 3},
          {"offset-off", note, 3},
          {"reversal-unknown", reversed, 2},
          {"line-before-differs", reversed, 2},
          {"standing-differs", reversed, 2},
          {"replacement-alone", note, 4},
          {"line-not-stated", note, 4}},
         "the line stands above the worth that the customer stated"},
        {[](JournalFile& f) { f.forge_envelope(reversed, 1, [](Json& e) { e["at"] = "2026-03-02T09:48:00.000Z"; }); },
         {{"replacement-missing", reversed}, {"replacement-alone", note, 2}},
         "a minute passes between them: they were not one commit"},
        {[](JournalFile& f) {
             f.forge(note, 2, [](Json& p) {
                 tax_cent(document(p));
                 shift(document(p)["settlement"][0]["amount"], 1);
             });
         },
         {{"replacement-differs", note, 2},
          {"standing-differs", note, 2},
          {"offset-off", note, 2},
          {"reversal-differs", reversed, 2},
          {"replacement-differs", note, 4},
          {"offset-off", note, 4}},
         "a replacement of a cent more"},
        {[](JournalFile& f) { f.forge(note, 2, [](Json& p) { document(p).erase("replaces"); }); },
         {{"replacement-missing", reversed}, {"claim-move", note, 2}, {"line-not-stated", note, 2}},
         "the same amounts, but a document by itself, that nobody approved"},
        {[](JournalFile& f) { f.forge(note, 1, [](Json& p) { document(p)["replaces"] = "CN-2026-000099"; }); },
         {{"replacement-alone", note}, {"claim-move", note}},
         "a document that replaces nothing"},
        {[](JournalFile& f) { f.forge(corrected, 1, [](Json& p) { p["saying"]["worth"] = "14.00"; }); },
         {{"worth-not-reached", note, 8}},
         "the replacement does not come to what the customer really said"},
        {[](JournalFile& f) { f.forge(corrected, 2, [](Json& p) { p["saying"]["lines"][0]["worth"] = "50.00"; }); },
         {{"worth-not-reached", reversed, 4}},
         "nothing follows, though what stands is above the corrected worth"},
        {[](JournalFile& f) {
             f.forge_envelope(corrected, 2, [](Json& e) { turn_into_note(e, e["payload"]["claim"]); });
         },
         {{"replacement-missing", reversed, 4}},
         "nothing follows, and nobody corrected anything"},
        {[](JournalFile& f) { f.forge(corrected, 1, [](Json& p) { p["statement"] = "1"; }); },
         {{"statement-unknown", corrected}, {"line-not-stated", note, 8}, {"line-not-stated", note, 8}},
         "a statement that nobody made is corrected"},
        {[](JournalFile& f) { f.forge(corrected, 1, [](Json& p) { p["confirmed_over"] = "short-payment"; }); },
         {{"correction-unconfirmed", corrected}},
         "the customer was not asked"},
        {[](JournalFile& f) {
             f.forge_envelope(reversed, 4, [](Json& e) { turn_into_note(e, e["payload"]["reversal"]["claim"]); });
         },
         {{"reversal-missing", corrected, 2}, {"refund-cancelled", "refund-cancelled", 2}, {"number-hole", note, 10}},
         "the statement is mended, and the document that honoured it stays"},
        {[](JournalFile& f) {
             f.forge_envelope("note-added", 1, [](Json& e) {
                 Json saying = {{"kind", "invoking"}, {"channel", "phone"}, {"basis", "net"}, {"lines", Json::array()}};
                 saying["lines"].push_back({{"line", "1"}, {"worth", "60.00"}});
                 turn(e, "statement-corrected",
                      {{"claim", e["payload"]["claim"]},
                       {"statement", "0"},
                       {"saying", saying},
                       {"confirmed_over", "phone"}});
             });
         },
         {{"correction-overtaken", reversed, 2}},
         "an earlier word than the customer's latest is mended, and moves what stands away from it"},
    };
    for (const Forgery& forgery : forgeries) judge(forgery, Closing::never);
}

TEST_CASE("law 5: a supplement is revoked only while it is not paid, and is confirmed for itself") {
    const Forgery forgeries[] = {
        {[](JournalFile& f) {
             f.forge("invoice-recorded", 8, [](Json& p) {
                 p["invoice"]["paid"] = "200.00";
                 Json entry = p["entries"][0];
                 entry["debit"] = "bank";
                 entry["debit_name"] = "account:bank";
                 entry["credit"] = entry["credit_name"] = "receivables";
                 entry["credit_name"] = "account:receivables";
                 entry["amount"] = "200.00";
                 p["entries"].push_back(entry);
             });
         },
         {{"supplement-paid", reversed, 5}},
         "it was paid in part"},
        {[](JournalFile& f) {
             Json again = Json::parse(f.row(note, 10).envelope)["payload"];
             f.forge_envelope(reversed, 5, [&](Json& e) {
                 Json& supplement = document(again);
                 supplement["number"] = "SI-2026-000006";
                 supplement["ordinal"] = "6";
                 supplement["lines"][0]["before"] = "150.00";
                 supplement["lines"][0]["after"] = "200.00";
                 turn(e, note, again);
             });
         },
         {{"supplement-unconfirmed", reversed, 5}, {"line-not-stated", reversed, 5}, {"number-hole", note, 11}},
         "confirmed once, and issued twice"},
        {[](JournalFile& f) {
             const Json saying = Json::parse(f.row("claim-opened", 8).envelope)["payload"]["saying"];
             const Json at = Json::parse(f.row("claim-settled", 5).envelope)["at"];
             f.forge_envelope(reversed, 5, [&](Json& e) { e["at"] = at; });
             f.forge_envelope("claim-settled", 5, [&](Json& e) {
                 turn(e, "statement-corrected",
                      {{"claim", e["payload"]["claim"]},
                       {"statement", "0"},
                       {"saying", saying},
                       {"confirmed_over", "phone"}});
             });
         },
         {{"revocation-not-alone", reversed, 5}},
         "it goes with a correction, and nothing comes in its place"},
        {[](JournalFile& f) { f.forge("offer-answered", 1, [](Json& p) { p["answer"] = "declined"; }); },
         {{"supplement-unconfirmed", note, 10}},
         "it was never confirmed"},
    };
    for (const Forgery& forgery : forgeries) judge(forgery, Closing::never);
}

}  // namespace makegood::verify
