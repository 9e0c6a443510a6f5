#include <catch2/catch.hpp>

#include "adapters/app/backtest_claims.hpp"
#include "adapters/app/backtest_report.hpp"
#include "tests/adapters/app/house.hpp"

using namespace makegood;
using namespace makegood::app;

namespace {

std::string request(const RuleText& candidate, const std::string& since = "2026-01-01", const std::string& more = "") {
    return R"({"candidate": )" + rules_json(candidate) + R"(, "since": ")" + since + "\"" + more + "}";
}

bool holds(const std::string& text, const std::string& words) {
    return text.find(words) != std::string::npos;
}

}  // namespace

TEST_CASE("a candidate is compared with what each claim's own rules said, of all sets that there were") {
    RuleHouse house;
    (void)house.claim(Channel::phone);
    (void)house.claim(Channel::letter);
    house.write("house.json", rules_json({.version = "2", .then = R"({"flags": ["rang"]})"}));
    REQUIRE(house.keeper->reload());
    (void)house.claim(Channel::phone);

    struct Row {
        RuleText candidate;
        std::vector<std::string> told;
        const char* why;
    };
    const std::vector<Row> rows = {
        {{.then = R"({"flags": ["rang"]})"},
         {R"("claims":3,"complete":true,"changed":1,"unchanged":2,"in_part":0,"not_comparable":0)", R"("flags":1)",
          R"({"id":"by-phone","fired":2,"fires":2,"begins":0,"ceases":0,"fails":0,"not_comparable":0,"gone":false})",
          R"("altered":["by-phone"])", R"("differences":["flag rang is new","flag called is gone"])"},
         "the second set already asks for this"},
        {{.then = R"({"priority": "urgent"})", .id = "urgent"},
         {R"("changed":2)", R"("priority":2)", R"("flags":2)",
          R"({"id":"urgent","fired":0,"fires":2,"begins":2,"ceases":0,"fails":0,"not_comparable":0,"gone":false})",
          R"({"id":"by-phone","fired":2,"fires":0,"begins":0,"ceases":2,"fails":0,"not_comparable":0,"gone":true})",
          R"("samples":[{"claims":2,"claim":"CL-2026-000001","begins":["urgent"],"ceases":["by-phone"])"},
         "another rule instead"},
        {{.when = "claim.channel == 'letter'", .then = R"({"flags": ["called"]})"},
         {R"("changed":3)", R"("begins":1,"ceases":2)"},
         "it fires where it did not"},
    };
    for (const Row& row : rows) {
        const std::string answer = house.backtest(request(row.candidate));
        CAPTURE(row.why, answer);
        for (const std::string& words : row.told) {
            CAPTURE(words);
            CHECK(holds(answer, words));
        }
    }
}

TEST_CASE("only claims since the day count, which begins at midnight in the company's zone") {
    RuleHouse house;
    (void)house.claim();
    house.clock.advance(std::chrono::hours(24));
    (void)house.claim();
    CHECK(holds(house.backtest(request({}, "2026-03-02")), R"("claims":2,)"));
    CHECK(holds(house.backtest(request({}, "2026-03-03")), R"("claims":1,)"));
    CHECK(holds(house.backtest(request({}, "2026-03-04")), R"("claims":0,"complete":true)"));
}

TEST_CASE("what cannot be asked is found with its pointer, and what would be accepted") {
    RuleHouse house;
    struct Row {
        std::string request;
        const char* told;
        const char* why;
    };
    const std::vector<Row> rows = {
        {"{", ": found", "no JSON"},
        {R"({"since": "2026-01-01"})", "/candidate: found nothing", "no candidate"},
        {R"({"candidate": {}, "since": "2026-01-01"})", "/candidate/name: found nothing", "no rule set"},
        {request({.when = "claim.channel == 1"}), "/candidate/rules/0/when: found at 1:", "types that do not fit"},
        {request({.then = R"({"within": {"call": {"target_minutes": 999999}}})"}),
         "/candidate/rules/0/then/within/call", "a clock that would loosen a promise"},
        {request({}, "yesterday"), "/since: found", "no day"},
        {request({}, "2026-01-01", R"(, "samples": 101)"), "/samples: found", "too many samples"},
        {request({}, "2026-01-01", R"(, "limit": 1)"), "/limit: found an unknown field", "a field that is none"},
    };
    for (const Row& row : rows) {
        const std::string answer = house.backtest(row.request);
        CAPTURE(row.why, answer);
        CHECK(holds(answer, row.told));
        CHECK(holds(answer, "; accepted: "));
    }
}

TEST_CASE("samples are as many as were asked for") {
    RuleHouse house;
    (void)house.claim(Channel::phone);
    (void)house.claim(Channel::letter);
    const RuleText other{.when = "claim.channel == 'letter'"};
    CHECK(holds(house.backtest(request(other, "2026-01-01", R"(, "samples": 0)")), R"("samples":[])"));
    CHECK_FALSE(holds(house.backtest(request(other, "2026-01-01", R"(, "samples": 1)")), "CL-2026-000002"));
    CHECK(holds(house.backtest(request(other)), "CL-2026-000002"));
}

TEST_CASE("a back-test within bounds says whether these were all, and one over the file reads each claim once") {
    RuleHouse house;
    const int count = 60;
    for (int i = 0; i < count; ++i) (void)house.claim(i % 3 == 0 ? Channel::letter : Channel::phone);
    const auto candidate =
        rule_files::read_rules(rules_json({.then = R"({"priority": "high"})"}), hash_with(house.vault));
    REQUIRE(candidate);
    const auto company = house.keeper->company();
    const CompanyZones zones(company->zone);
    RecordedRules recorded(house.vault);
    const BacktestQuestion question{*candidate, Instant(0), 10, company->guarantee, zones, recorded};
    const std::chrono::minutes long_enough{1};

    struct Row {
        std::uint64_t claims_max;
        std::uint64_t claims;
        bool is_complete;
    };
    for (const Row& row : {Row{1000, 60, true}, Row{60, 60, true}, Row{59, 59, false}, Row{1, 1, false}}) {
        CAPTURE(row.claims_max);
        contract::read(*house.store, [&](Reader& reader) {
            const BacktestAnswer answer = backtest_some(reader, question, {row.claims_max, long_enough});
            CHECK(answer.report.claims == row.claims);
            CHECK(answer.is_complete == row.is_complete);
        });
    }
    contract::read(*house.store, [&](Reader& reader) {
        const BacktestAnswer late = backtest_some(reader, question, {1000, std::chrono::milliseconds(0)});
        CHECK(late.report.claims == 0);
        CHECK_FALSE(late.is_complete);
    });

    const auto whole = backtest_all(house.database(), house.vault, question, [](double, std::uint64_t) {});
    REQUIRE(whole);
    CHECK(whole->claims == 60);
    CHECK(whole->changed == 40);
    REQUIRE(whole->samples.size() == 1);
    CHECK(whole->samples.front().claims == 40);
    CHECK(whole->samples.front().claim == "CL-2026-000002");
    const std::string table = to_table({**candidate, *parse_date("2026-01-01"), true}, *whole);
    CAPTURE(table);
    CHECK(holds(table, "routed otherwise  40\n"));
    CHECK(holds(table, "CL-2026-000002 and 39 like it\n    asks for something else: by-phone\n"));

    const auto absent = backtest_all(house.database() + "x", house.vault, question, [](double, std::uint64_t) {});
    REQUIRE_FALSE(absent);
    CHECK(holds(absent.error(), house.database() + "x"));
}

TEST_CASE("a customer's words are not asked again: with other word lists such a claim is compared in part") {
    const auto with = [](const char* words) {
        return RuleText{.when = "claim.channel == 'phone' && !('harm' in claim.words_signal)",
                        .words = std::string(R"("words": {"harm": [")") + words + "\"]}, "};
    };
    RuleHouse house(rules_json(with("hurt")));
    (void)house.claim(Channel::phone, "nobody was hurt");
    (void)house.claim(Channel::phone);
    CHECK(holds(house.backtest(request(with("hurt"))), R"("changed":0,"unchanged":2,"in_part":0,)"));
    const std::string other = house.backtest(request(with("injured")));
    CAPTURE(other);
    CHECK(holds(other, R"("changed":0,"unchanged":2,"in_part":1,)"));
    CHECK(holds(other, R"({"id":"by-phone","fired":1,"fires":1,"begins":0,"ceases":0,"fails":0,"not_comparable":1)"));
}
