#include <catch2/catch.hpp>

#include "tests/adapters/verify/forgery.hpp"
#include "tests/adapters/verify/stories.hpp"

namespace makegood::verify {

namespace {

constexpr const char* note = "adjustment-issued";

Json& document(Json& payload) {
    return payload["adjustment"];
}

void replace(std::string& text, const std::string& from, const std::string& to) {
    const std::size_t at = text.find(from);
    REQUIRE(at != std::string::npos);
    text.replace(at, from.size(), to);
}

/// One thing that is altered, and the findings that it alone leads to: each code with the event that it is found at.
struct Corruption {
    void (*alter)(JournalFile& file);
    std::vector<std::pair<const char*, std::int64_t (*)(JournalFile& file)>> found;
    const char* why;
};

constexpr std::size_t last_note = 15;  // of the stories' documents, as those that are named by their place

template <std::size_t n>
std::int64_t nth_note(JournalFile& file) {
    return file.row(note, n).sequence;
}
/// The claim is adjusted, or the refund recorded, right after the note.
template <std::size_t n>
std::int64_t after_note(JournalFile& file) {
    return file.row(note, n).sequence + 1;
}
template <std::size_t n>
std::int64_t invoice(JournalFile& file) {
    return file.row("invoice-recorded", n).sequence;
}
template <std::size_t n>
std::int64_t elsewhere(JournalFile& file) {
    return file.row("credited-elsewhere", n).sequence;
}
template <std::size_t n>
std::int64_t settled(JournalFile& file) {
    return file.row("claim-settled", n).sequence;
}
std::int64_t the_kept_promise(JournalFile& file) {
    for (std::size_t n = 1;; ++n)
        if (file.row("claim-approved", n).envelope.find(R"("by_promise":true)") != std::string::npos)
            return file.row("claim-approved", n).sequence;
}

std::int64_t the_supplement(JournalFile& file) {
    for (std::size_t n = 1;; ++n)
        if (file.row(note, n).envelope.find("supplementary-invoice") != std::string::npos)
            return file.row(note, n).sequence;
}
std::int64_t nowhere(JournalFile&) {
    return 0;
}

void judge(const Corruption& corruption) {
    JournalFile file;
    tell_stories(file);
    std::string expected;
    std::vector<std::pair<std::string, std::int64_t>> places;
    for (const auto& [code, at] : corruption.found) places.emplace_back(code, at(file));
    corruption.alter(file);
    for (const auto& [code, at] : places) expected += (expected.empty() ? "" : ", ") + code + " " + std::to_string(at);
    const Report report = file.verified();
    INFO(corruption.why);
    INFO(in_words(report));
    CHECK(in_short(report) == expected);
    CHECK(!report.is_clean());
}

}  // namespace

TEST_CASE("what is altered in the stored bytes and the chain is found where it was altered") {
    const Corruption corruptions[] = {
        {[](JournalFile& f) { replace(f.row("invoice-recorded").envelope, "gravel", "gravem"); },
         {{"hash-differs", [](JournalFile& f) { return f.row("invoice-recorded").sequence; }}},
         "a flipped letter in a description moves no cent, and only the hash knows"},
        {[](JournalFile& f) { f.row(note).hash[7] ^= 1; },
         {{"hash-differs", nth_note<1>}},
         "a flipped bit in a hash is found once: the next event is linked to the hash that should stand there"},
        {[](JournalFile& f) { f.row(note).hash.pop_back(); },
         {{"hash-differs", nth_note<1>}},
         "a hash that is cut short"},
        {[](JournalFile& f) {
             replace(f.row(note).envelope, "\"actor\":{\"name\":\"Ada\"", "\"actor\":{\"name\":\"Eve\"");
         },
         {{"hash-differs", nth_note<1>}},
         "who did it is hashed as well"},
        {[](JournalFile& f) {
             const std::int64_t at = f.row("note-added").sequence;
             f.rows.erase(f.rows.begin() + at - 1);
         },
         {{"sequence-hole", [](JournalFile& f) { return f.row("note-added").sequence + 1; }}},
         "a removed row; the version missing in its stream is the same row"},
        {[](JournalFile& f) { f.rows.erase(f.rows.begin()); },
         {{"sequence-hole", [](JournalFile&) { return std::int64_t{2}; }}},
         "the first row is gone"},
        {[](JournalFile& f) {
             JournalFile::Row& a = f.row("note-added");
             JournalFile::Row& b = f.rows[static_cast<std::size_t>(a.sequence)];
             std::swap(a.envelope, b.envelope);
             std::swap(a.hash, b.hash);
         },
         {{"envelope-misplaced", [](JournalFile& f) { return f.row("note-added").sequence; }},
          {"envelope-misplaced", [](JournalFile& f) { return f.row("note-added").sequence + 1; }}},
         "a swapped pair: both envelopes know where they belong"},
        {[](JournalFile& f) {
             f.forge_envelope("note-added", 1, [](Json& e) { e["journal"] = "0195e29f-0000-7000-8000-00000000dead"; });
         },
         {{"envelope-misplaced", [](JournalFile& f) { return f.row("note-added").sequence; }}},
         "an event of another journal, chained anew"},
        {[](JournalFile& f) {
             f.forge_envelope("note-added", 1, [](Json& e) { e["version"] = "999"; });
             f.row("note-added").version = 999;
         },
         {{"version-hole", [](JournalFile& f) { return f.row("note-added").sequence; }}},
         "a version of its stream left out, chained anew"},
        {[](JournalFile& f) {
             f.forge_envelope("note-added", 1, [](Json& e) { e["at"] = "2026-01-01T00:00:00.000Z"; });
         },
         {{"time-backwards", [](JournalFile& f) { return f.row("note-added").sequence; }}},
         "an event before the one before it, chained anew"},
        {[](JournalFile& f) {
             f.row("note-added").envelope.pop_back();
             f.chain();
         },
         {{"not-json", [](JournalFile& f) { return f.row("note-added").sequence; }}},
         "an envelope cut off, chained anew"},
        {[](JournalFile& f) {
             replace(f.row("note-added").envelope, "\"schema\":1", "\"schema\":1,\"schema\":1");
             f.chain();
         },
         {{"duplicate-key", [](JournalFile& f) { return f.row("note-added").sequence; }}},
         "a field twice may read as one thing here and as another there"},
        {[](JournalFile& f) {
             f.row("note-added").envelope = std::string(100'000, '[');
             f.chain();
         },
         {{"too-deep", [](JournalFile& f) { return f.row("note-added").sequence; }}},
         "a depth bomb neither crashes nor passes"},
        {[](JournalFile& f) { f.forge_envelope("note-added", 1, [](Json& e) { e["schema"] = 2; }); },
         {{"type-unknown", [](JournalFile& f) { return f.row("note-added").sequence; }}},
         "a schema that this program does not know"},
        {[](JournalFile& f) { f.forge(note, 1, [](Json& p) { document(p)["totals"].erase("net"); }); },
         {{"unreadable", nth_note<1>}},
         "a field is missing, and nothing else is concluded from the event"},
        {[](JournalFile& f) { f.forge("configuration-activated", 1, [](Json& p) { p["content"] = R"({"a":2})"; }); },
         {{"configuration-differs", [](JournalFile&) { return std::int64_t{1}; }}},
         "a configuration that is not the one hashed"},
        {[](JournalFile& f) { f.forge("rules-activated", 1, [](Json& p) { p["content"] = R"({"a":2})"; }); },
         {{"rules-differ", [](JournalFile&) { return std::int64_t{2}; }}},
         "a rule set that is not the one hashed"},
    };
    for (const Corruption& corruption : corruptions) judge(corruption);
}

TEST_CASE("law 7: an amount that is off by one unit is found, also when chain and projections are made right again") {
    const Corruption corruptions[] = {
        {[](JournalFile& f) {
             f.forge(note, 4, [](Json& p) {
                 shift(document(p)["tax"][0]["amount"], -1);
                 shift(document(p)["totals"]["tax"], -1);
                 shift(document(p)["totals"]["gross"], -1);
                 shift(document(p)["settlement"][0]["amount"], -1);
                 shift(document(p)["entries"][1]["amount"], -1);
             });
         },
         {{"tax-off", nth_note<4>}},
         "one cent less tax, and everything else in the document says so too"},
        {[](JournalFile& f) {
             f.forge(note, 2, [](Json& p) {
                 shift(document(p)["tax"][0]["amount"], 1);
                 shift(document(p)["totals"]["tax"], 1);
                 shift(document(p)["totals"]["gross"], 1);
                 shift(document(p)["settlement"][0]["amount"], 1);
                 shift(document(p)["entries"][1]["amount"], 1);
             });
         },
         {{"tax-off", nth_note<2>}, {"offset-off", nth_note<4>}, {"credited-beyond-billed", nth_note<4>}},
         "one cent more tax: when all is credited, it is a cent more than was billed and than is open"},
        {[](JournalFile& f) {
             f.forge(note, 4, [](Json& p) {
                 shift(document(p)["tax"][0]["base"], -1);
                 shift(document(p)["totals"]["net"], -1);
                 shift(document(p)["totals"]["gross"], -1);
                 shift(document(p)["settlement"][0]["amount"], -1);
                 shift(document(p)["entries"][0]["amount"], -1);
             });
         },
         {{"base-off", nth_note<4>}},
         "one cent less than the lines move"},
        {[](JournalFile& f) { f.forge(note, 4, [](Json& p) { shift(document(p)["totals"]["net"], 1); }); },
         {{"net-off", nth_note<4>}, {"gross-off", nth_note<4>}, {"entries-off", nth_note<4>}},
         "a total by itself contradicts its parts, its sum and its entries"},
        {[](JournalFile& f) {
             f.forge(note, last_note - 2, [](Json& p) {
                 document(p)["lines"][0]["before"] = "100.00";
                 document(p)["tax"][0]["base"] = document(p)["totals"]["net"] = "30.00";
                 document(p)["tax"][0]["amount"] = document(p)["totals"]["tax"] = "6.00";
                 document(p)["settlement"][0]["amount"] = document(p)["totals"]["gross"] = "36.00";
                 document(p)["entries"][0]["amount"] = "30.00";
                 document(p)["entries"][1]["amount"] = "6.00";
             });
         },
         {{"line-before-differs", nth_note<last_note - 2>}},
         "a line credited twice: from 100 to 80, and again from 100 to 70, with every sum right"},
        {[](JournalFile& f) {
             f.forge(note, 4, [](Json& p) {
                 document(p)["lines"][0]["line"] = "3";
                 document(p)["lines"][0]["before"] = "68.33";
             });
         },
         {{"line-not-stated", nth_note<4>},
          {"line-before-differs", nth_note<4>},
          {"tax-off", nth_note<4>},
          {"worth-not-reached", after_note<4>}},
         "another line than the customer named: credited twice, against law 1, and theirs still stands"},
        {[](JournalFile& f) { f.forge(note, 4, [](Json& p) { document(p)["lines"][0]["after"] = "1.00"; }); },
         {{"base-off", nth_note<4>}, {"tax-off", nth_note<4>}, {"worth-not-reached", after_note<4>}},
         "a line left above its worth, against law 1, in a document whose sums say otherwise"},
        {[](JournalFile& f) { f.forge(note, 4, [](Json& p) { document(p)["lines"][0]["after"] = "-1.00"; }); },
         {{"line-negative", nth_note<4>}, {"base-off", nth_note<4>}, {"worth-not-reached", after_note<4>}},
         "a line below zero"},
        {[](JournalFile& f) {
             f.forge("invoice-recorded", 1, [](Json& p) { shift(p["invoice"]["tax"][0]["base"], 1); });
         },
         {{"base-off", invoice<1>}},
         "an invoice whose base is not its lines; what stands is still counted from the base stored"},
        {[](JournalFile& f) { f.forge("credited-elsewhere", 2, [](Json& p) { shift(p["over_credited"], 1); }); },
         {{"over-credit-off", elsewhere<2>}},
         "more over-credited than the credit and what stood give"},
        {[](JournalFile& f) { f.forge("credited-elsewhere", 2, [](Json& p) { shift(p["anchors"][0]["tax"], 1); }); },
         {{"elsewhere-off", elsewhere<2>}, {"over-credit-off", elsewhere<2>}, {"tax-off", nth_note<8>}},
         "a credit elsewhere that leaves a cent of tax more than its document says, which our next note then does not "
         "give back"},
    };
    for (const Corruption& corruption : corruptions) judge(corruption);
}

TEST_CASE("law 8: entries that are lopsided or not the document's are found") {
    const Corruption corruptions[] = {
        {[](JournalFile& f) {
             f.forge(note, last_note, [](Json& p) {
                 Json& entry = document(p)["entries"][0];
                 entry["credit"] = entry["debit"];
                 entry["credit_name"] = entry["debit_name"];
             });
         },
         {{"entry-lopsided", nth_note<last_note>}},
         "one account on both sides moves nothing"},
        {[](JournalFile& f) {
             f.forge(note, last_note, [](Json& p) { shift(document(p)["entries"][0]["amount"], 1); });
         },
         {{"entries-off", nth_note<last_note>}},
         "a cent more on the allowances than the document's net"},
        {[](JournalFile& f) {
             f.forge(note, last_note, [](Json& p) { document(p)["entries"][0]["amount"] = "0.00"; });
         },
         {{"entry-not-positive", nth_note<last_note>}},
         "an entry of nothing"},
        {[](JournalFile& f) { f.forge(note, last_note, [](Json& p) { document(p)["entries"][0]["debit"] = "gold"; }); },
         {{"account-unknown", nth_note<last_note>}},
         "an account that nobody has"},
        {[](JournalFile& f) {
             f.forge("invoice-recorded", 6, [](Json& p) { p["entries"].erase(p["entries"].size() - 1); });
         },
         {{"entries-off", invoice<6>}},
         "what was paid is not in the books"},
        {[](JournalFile& f) {
             f.forge(note, last_note, [](Json& p) { shift(document(p)["settlement"][0]["amount"], -1); });
         },
         {{"settlement-off", nth_note<last_note>},
          {"entries-off", nth_note<last_note>},
          {"refund-differs", after_note<last_note>}},
         "a cent of the credit goes nowhere, and the refund's entry says otherwise"},
        {[](JournalFile& f) {
             f.forge(note, 1, [](Json& p) {
                 document(p)["settlement"][0]["kind"] = "balance";
                 Json entry = document(p)["entries"][0];
                 entry["debit"] = entry["debit_name"] = "receivables";
                 entry["credit"] = entry["credit_name"] = "customer_balances";
                 entry["amount"] = document(p)["totals"]["gross"];
                 document(p)["entries"].push_back(entry);
             });
         },
         {{"offset-off", nth_note<1>}},
         "kept for the customer while the invoice is open"},
        {[](JournalFile& f) {
             f.forge(note, last_note, [](Json& p) { document(p)["entries"][0]["origin"] = "books"; });
         },
         {{"entry-origin", nth_note<last_note>}},
         "an entry of ours that would never be exported"},
    };
    for (const Corruption& corruption : corruptions) judge(corruption);
}

TEST_CASE("law 8: a lopsided entry shows in the ties of the sub-ledgers") {
    JournalFile file;
    tell_stories(file);
    file.forge(note, last_note, [](Json& p) {
        Json& entry = document(p)["entries"][0];
        entry["credit"] = entry["debit"];
        entry["credit_name"] = entry["debit_name"];
    });
    const Report report = file.verified();
    REQUIRE(!report.ties.empty());
    CHECK(report.ties[0].account == "receivables");
    CHECK(report.ties[0].booked != report.ties[0].owed);
}

TEST_CASE("law 9: numbers with holes, of a wrong year or date are found") {
    const Corruption corruptions[] = {
        {[](JournalFile& f) {
             f.forge(note, last_note, [](Json& p) {
                 document(p)["number"] = "GS-2027-000003";
                 document(p)["ordinal"] = "3";
             });
         },
         {{"number-hole", nth_note<last_note>}, {"refund-differs", after_note<last_note>}},
         "number 2 of the year is missing"},
        {[](JournalFile& f) {
             f.forge(note, last_note, [](Json& p) {
                 document(p)["number"] = "GS-2027-000001";
                 document(p)["ordinal"] = "1";
             });
         },
         {{"number-hole", nth_note<last_note>}, {"refund-differs", after_note<last_note>}},
         "a number taken twice"},
        {[](JournalFile& f) { f.forge(note, last_note, [](Json& p) { document(p)["number"] = "GS-2026-000002"; }); },
         {{"number-text", nth_note<last_note>}, {"refund-differs", after_note<last_note>}},
         "the number names another year than its date"},
        {[](JournalFile& f) {
             f.forge(note, last_note, [](Json& p) {
                 document(p)["number"] = "GS-2026-000002";
                 document(p)["issued_on"] = "2026-12-31";
             });
         },
         {{"number-date", nth_note<last_note>}, {"refund-differs", after_note<last_note>}},
         "a date before the one before it, and the year that goes with it"},
        {[](JournalFile& f) { f.forge(note, last_note, [](Json& p) { document(p)["issued_on"] = "2027-01-09"; }); },
         {{"number-date", nth_note<last_note>}},
         "dated days after it was issued"},
        {[](JournalFile& f) { f.forge("claim-opened", 2, [](Json& p) { p["ordinal"] = "3"; }); },
         {{"number-text", [](JournalFile& f) { return f.row("claim-opened", 2).sequence; }}},
         "claims are numbered as well"},
        {[](JournalFile& f) { f.forge("claim-opened", 2, [](Json& p) { p["number"] = "NR-2026-000002"; }); },
         {{"number-prefix", [](JournalFile& f) { return f.row("claim-opened", 2).sequence; }}},
         "a prefix is fixed, and two series with one prefix would give a number twice"},
    };
    for (const Corruption& corruption : corruptions) judge(corruption);
}

TEST_CASE("a claim that moves against the table, or a document without its claim, is found") {
    const Corruption corruptions[] = {
        {[](JournalFile& f) {
             f.forge_envelope("claim-settled", 4, [](Json& e) { e["type"] = "claim-acknowledged"; });
         },
         {{"claim-move", settled<4>}},
         "an adjusted claim is acknowledged"},
        {[](JournalFile& f) {
             f.forge_envelope("claim-approved", 4, [](Json& e) {
                 e["type"] = "note-added";
                 e["payload"] = {{"claim", e["payload"]["claim"]}, {"text", {{"erased", true}}}};
             });
         },
         {{"claim-move", nth_note<4>}, {"claim-move", after_note<4>}},
         "nobody approved what was adjusted"},
        {[](JournalFile& f) { f.forge("claim-adjusted", 4, [](Json& p) { p["without_document"] = true; }); },
         {{"document-missing", after_note<4>}},
         "a claim that hides its document"},
        {[](JournalFile& f) {
             f.forge("claim-settled", 4, [](Json& p) { p["claim"] = "00000000-0000-0000-0000-0000000000ff"; });
         },
         {{"claim-unknown", settled<4>}},
         "a claim that nobody opened"},
        {[](JournalFile& f) {
             f.forge(note, 4, [](Json& p) { document(p)["stated_at"] = "2026-01-01T00:00:00.000Z"; });
         },
         {{"document-differs", nth_note<4>}},
         "a document for another statement than the latest"},
        {[](JournalFile& f) { f.forge("claim-approved", 4, [](Json& p) { p["by_promise"] = true; }); },
         {{"promise-early", [](JournalFile& f) { return f.row("claim-approved", 4).sequence; }}},
         "the promise keeps itself only when it ran out"},
        {[](JournalFile& f) {
             f.forge("statement-made", 1,
                     [](Json& p) { p["routing"]["dues"]["adjust"]["promise"] = "2026-12-31T00:00:00.000Z"; });
         },
         {{"promise-loosened", [](JournalFile& f) { return f.row("statement-made", 1).sequence; }},
          {"promise-early", the_kept_promise}},
         "no further statement, and no rule, moves a promise later"},
        {[](JournalFile& f) { f.forge("claim-opened", 4, [](Json& p) { p["saying"]["lines"] = Json::array(); }); },
         {{"worth-missing", [](JournalFile& f) { return f.row("claim-approved", 4).sequence; }},
          {"document-differs", nth_note<4>},
          {"line-not-stated", nth_note<4>}},
         "law 1: a worth that no customer stated"},
        {[](JournalFile& f) { f.forge("offer-answered", 1, [](Json& p) { p["answer"] = "declined"; }); },
         {{"supplement-unconfirmed", the_supplement}},
         "law 5: a supplement that the customer did not confirm"},
    };
    for (const Corruption& corruption : corruptions) judge(corruption);
}

TEST_CASE("a projection that says something else than the journal is found") {
    const Corruption corruptions[] = {
        {[](JournalFile& f) { f.adjustments[2].second = "GS-2026-999999"; },
         {{"projection-differs", nth_note<3>}},
         "a number that is not the event's"},
        {[](JournalFile& f) { f.adjustments.erase(f.adjustments.begin() + 2); },
         {{"projection-differs", nth_note<3>}},
         "a missing row"},
        {[](JournalFile& f) { f.adjustments.emplace_back(999'999, "GS-2026-999999"); },
         {{"projection-differs", nowhere}},
         "a row without its event"},
        {[](JournalFile& f) { f.balances.begin()->second.first += 1; },
         {{"projection-differs", nowhere}},
         "a balance one unit off"},
        {[](JournalFile& f) { f.balances.erase(f.balances.begin()); },
         {{"projection-differs", nowhere}},
         "a missing balance"},
        {[](JournalFile& f) {
             f.balances[{"gold", "EUR"}] = {1, 0};
         },
         {{"projection-differs", nowhere}},
         "a balance of which no entry knows"},
    };
    for (const Corruption& corruption : corruptions) judge(corruption);
}

}  // namespace makegood::verify
