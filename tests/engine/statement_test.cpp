#include "engine/statement/statement.hpp"

#include <catch2/catch.hpp>

#include "tests/engine/given/bill.hpp"

using namespace makegood;
using given::anew;
using given::Bill;
using given::of_lines;
using given::whole;
using given::withdrawal;

namespace {

const Instant at = given::instant("2026-03-10T09:00:00Z");

Result<Statement, Findings> understood(const Saying& saying, const Bill& bill = Bill().line("100.00").line("50.00")) {
    return Statement::understand(saying, bill.billing(), at, Actor{"Bo", Role::office, "Ada"});
}

std::vector<std::string> in_force(const std::vector<Saying>& sayings) {
    std::vector<Statement> statements;
    for (const Saying& saying : sayings) statements.push_back(understood(saying).value());
    std::vector<std::string> all;
    for (const Worth& worth : worths_in_force(statements))
        all.push_back((worth.line() ? worth.line()->text() : "whole") + "=" + to_text(worth.amount()));
    return all;
}

Saying in_currency(Saying saying, std::string code) {
    saying.currency = std::move(code);
    return saying;
}

Saying both() {
    Saying saying = of_lines({{"1", "1.00"}});
    saying.worth = "1.00";
    return saying;
}

}  // namespace

TEST_CASE("a statement is refused only for what makes it impossible to understand, with pointers to it") {
    struct Row {
        Saying saying;
        std::vector<std::string> pointers;
        const char* why;
    };
    const std::vector<Row> rows = {
        {whole("60.00"), {}, "a worth of the whole"},
        {whole("0.00"), {}, "nothing, by right"},
        {whole("99999.00"), {}, "more than billed is an offer, not a refusal"},
        {of_lines({{"1", "10.00"}, {"2", "0.00"}}), {}, "worths of lines"},
        {given::nothing_yet(), {}, "the worth may come later than the call"},
        {in_currency(whole("60.00"), "EUR"), {}, "the invoice's own currency"},
        {withdrawal(), {}, "a withdrawal needs no worth"},
        {whole("free"), {"/worth"}, "not money"},
        {whole(""), {"/worth"}, "no amount"},
        {whole("60"), {"/worth"}, "wrong digits"},
        {whole("60.000"), {"/worth"}, "wrong digits, too many"},
        {whole("-60.00"), {"/worth"}, "a sign"},
        {whole("-0.00"), {"/worth"}, "a sign, also before nothing"},
        {whole("60.00 USD"), {"/worth"}, "another currency"},
        {whole("10000000000000.00"), {"/worth"}, "more than any invoice"},
        {in_currency(whole("60.00"), "USD"), {"/currency"}, "named apart"},
        {of_lines({{"3", "1.00"}}), {"/lines/0/line"}, "a line that is not on it"},
        {of_lines({{"1", "1.00"}, {"2", "x"}}), {"/lines/1/worth"}, "a line's worth that is not money"},
        {of_lines({{"1", "1.00"}, {"1", "2.00"}}), {"/lines/1/line"}, "a line twice: which is meant?"},
        {both(), {"/lines"}, "the whole and lines at once"},
        {of_lines({{"9", "x"}, {"1", "1"}}),
         {"/lines/0/line", "/lines/0/worth", "/lines/1/worth"},
         "everything at once"},
    };
    for (const Row& row : rows) {
        INFO(row.why);
        const auto statement = understood(row.saying);
        std::vector<std::string> pointers;
        if (!statement)
            for (const Finding& finding : statement.error()) pointers.push_back(finding.pointer);
        CHECK(pointers == row.pointers);
    }
}

TEST_CASE("a finding quotes what was said in whole characters") {
    const auto statement = understood(whole("x" + std::string("üüüüüüüüüüüüüüüüüüüüüüüüüüüüüü")));
    REQUIRE_FALSE(statement);
    const std::string& found = statement.error()[0].found;
    // Every byte that starts a character of two is followed by one that goes on with it.
    for (std::size_t i = 0; i < found.size(); ++i)
        if (static_cast<unsigned char>(found[i]) >= 0xC0) {
            REQUIRE(i + 1 < found.size());
            CHECK((static_cast<unsigned char>(found[i + 1]) & 0xC0) == 0x80);
            ++i;
        }
}

TEST_CASE("a statement keeps who recorded it, in whose name, when, and by which channel") {
    Saying saying = whole("60.00");
    saying.channel = Channel::letter;
    saying.words = Personal("The gravel was dirty.");
    const Statement statement = understood(saying).value();
    CHECK(statement.channel() == Channel::letter);
    CHECK(statement.said_at() == at);
    CHECK(statement.recorded_by() == Actor{"Bo", Role::office, "Ada"});
    REQUIRE(statement.words());
    CHECK(*statement.words()->reveal() == "The gravel was dirty.");
}

TEST_CASE("the worths in force are the latest of each line, and the latest of the whole") {
    struct Row {
        std::vector<Saying> sayings;
        std::vector<std::string> in_force;
        const char* why;
    };
    const std::vector<Row> rows = {
        {{}, {}, "nobody said anything"},
        {{given::nothing_yet()}, {}, "a call without a worth"},
        {{whole("60.00")}, {"whole=60.00"}, "one worth"},
        {{whole("60.00"), whole("40.00")}, {"whole=40.00"}, "the latest counts"},
        {{whole("40.00"), whole("60.00")}, {"whole=60.00"}, "also when it is higher"},
        {{of_lines({{"1", "5.00"}}), of_lines({{"2", "6.00"}})}, {"1=5.00", "2=6.00"}, "other lines are left alone"},
        {{of_lines({{"1", "5.00"}}), of_lines({{"1", "6.00"}})}, {"1=6.00"}, "the latest of a line"},
        {{of_lines({{"1", "5.00"}}), whole("60.00")}, {"whole=60.00"}, "the whole replaces lines"},
        {{whole("60.00"), of_lines({{"1", "5.00"}})}, {"1=5.00"}, "lines replace the whole"},
        {{of_lines({{"1", "5.00"}, {"2", "6.00"}}), anew(of_lines({{"2", "7.00"}}))},
         {"2=7.00"},
         "a restatement replaces everything"},
        {{whole("60.00"), given::nothing_yet()}, {"whole=60.00"}, "a call without a worth takes nothing back"},
        {{whole("60.00"), withdrawal()}, {}, "a withdrawal leaves nothing"},
    };
    for (const Row& row : rows) {
        INFO(row.why);
        CHECK(in_force(row.sayings) == row.in_force);
    }
}
