#include <catch2/catch.hpp>

#include "tests/adapters/verify/forgery.hpp"
#include "tests/adapters/verify/stories.hpp"

namespace makegood::verify {

namespace {

/// Calls an invoice by another number, wherever it is named.
void rename(JournalFile& file, const std::string& from, const std::string& to) {
    const auto replace = [](std::string& text, const std::string& old_name, const std::string& new_name) {
        for (std::size_t at = 0; (at = text.find(old_name, at)) != text.npos; at += new_name.size())
            text.replace(at, old_name.size(), new_name);
    };
    for (std::string& stream : file.streams)
        if (stream == "invoice:" + from) stream = "invoice:" + to;
    for (JournalFile::Row& row : file.rows) {
        replace(row.envelope, "\"" + from + "\"", "\"" + to + "\"");
        replace(row.envelope, "\"invoice:" + from + "\"", "\"invoice:" + to + "\"");
    }
    file.chain();
    file.project();
}

}  // namespace

TEST_CASE("law 9: an imported document that carries a number of ours is found, whichever was there first") {
    const Forgery forgeries[] = {
        {[](JournalFile& f) { rename(f, "M-10", "CN-2026-000777"); },
         {{"number-imported", "invoice-recorded", 10}},
         "an invoice that will be called like one of our notes"},
        {[](JournalFile& f) { rename(f, "M-1", "CN-2026-000001"); },
         {{"number-imported", "adjustment-issued"}},
         "an invoice that is called like our first note, recorded before it"},
    };
    for (const Forgery& forgery : forgeries) judge(forgery, Closing::never);

    JournalFile file;
    tell_stories(file);
    file.forge("credited-elsewhere", 2, [](Json& p) { p["credit"]["number"] = "GS-2026-000001"; });
    CHECK(in_short(file.verified()) == "number-imported " + std::to_string(file.row("credited-elsewhere", 2).sequence));
}

TEST_CASE("a table of money that says something else than the journal is found") {
    struct Row {
        const char* sql;
        const char* why;
        Place found{"projection-differs"};
    };
    const Row rows[] = {
        {"UPDATE adjustments SET number = 'SI-2026-000099' WHERE number = 'SI-2026-000001'",
         "the number of a reversal",
         {"projection-differs", "adjustment-reversed"}},
        {"DELETE FROM make_goods WHERE number = 'MG-2026-000002'",
         "a make-good is missing",
         {"projection-differs", "make-good-given", 2}},
        {"INSERT INTO make_goods VALUES (999999, 'MG-2026-000099')", "a make-good that nobody gave"},
        {"UPDATE refunds SET number = 'RF-2026-000099' WHERE number = 'RF-2026-000002'",
         "the number of a refund",
         {"projection-differs", "refund-recorded", 2}},
        {"UPDATE refunds SET stream_id = 99 WHERE number = 'RF-2026-000002'",
         "the invoice of a refund",
         {"projection-differs", "refund-recorded", 2}},
        {"UPDATE refunds SET state = 2 WHERE number = 'RF-2026-000002'", "a refund that looks paid"},
        {"DELETE FROM refund_instructions WHERE sequence = (SELECT min(sequence) FROM refund_instructions)",
         "an instruction is missing, and the bank would not be told",
         {"projection-differs", "refund-instructed"}},
        {"INSERT INTO refund_instructions VALUES (999999, 1)", "an instruction that nobody gave"},
        {"DELETE FROM payments WHERE id = 'P-1'", "a payment is missing, and could be recorded again"},
        {"INSERT INTO payments VALUES ('P-99', 1)", "a payment that never came in"},
        {"UPDATE payments SET stream_id = 99 WHERE id = 'P-1'", "a payment of another invoice"},
        {"UPDATE account_days SET debit_minor = debit_minor + 1 WHERE account = 'account:bank' AND "
         "day = (SELECT max(day) FROM account_days WHERE account = 'account:bank')",
         "a day one cent off"},
        {"DELETE FROM account_days WHERE account = 'account:make_goods'", "a day is missing"},
        {"UPDATE balances SET credit_minor = credit_minor + 1 WHERE account = 'account:make_goods'", "a balance"},
        {"UPDATE series SET last_ordinal = last_ordinal - 1 WHERE series = 3",
         "a refund's number would be given again"},
        {"UPDATE series SET prefix = 'XX' WHERE series = 4", "a prefix that changed after its first use"},
        {"UPDATE series SET last_date = last_date - 1 WHERE series = 1", "a series that would run backwards"},
        {"DELETE FROM series WHERE series = 2", "a series would begin anew"},
        {"INSERT INTO series VALUES (9, 1, 1, 'QQ')", "a series that nobody knows"},
    };
    for (const Row& row : rows) {
        JournalFile file;
        tell_money_stories(file, Closing::never);
        file.meddling = row.sql;
        const std::int64_t at = *row.found.type == 0 ? 0 : file.row(row.found.type, row.found.n).sequence;
        const Report report = file.verified();
        INFO(row.why);
        INFO(in_words(report));
        CHECK(in_short(report) == std::string(row.found.code) + " " + std::to_string(at));
    }
}

}  // namespace makegood::verify
