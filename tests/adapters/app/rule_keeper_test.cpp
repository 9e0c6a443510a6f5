#include <filesystem>

#include <catch2/catch.hpp>

#include "tests/adapters/app/house.hpp"

using namespace makegood;
using namespace makegood::app;

namespace {

RuleText version_2() {
    return {.version = "2", .then = R"({"flags": ["rang"], "priority": "high"})"};
}

}  // namespace

TEST_CASE("rules that were loaded again route the next claim, and are journalled once") {
    RuleHouse house;
    CHECK(title_of(house.keeper->active()) == "house/1");
    CHECK(house.claim().flags == std::vector<std::string>{"called"});
    CHECK(house.activated().size() == 1);

    house.write("house.json", rules_json(version_2()));
    CHECK(house.claim().flags == std::vector<std::string>{"called"});  // a file by itself changes nothing
    const auto reloaded = house.keeper->reload();
    REQUIRE(reloaded);
    CHECK(title_of(*reloaded) == "house/2");
    CHECK((*reloaded)->hash == house.keeper->company()->rules->sets().front()->hash());
    const Routing routing = house.claim();
    CHECK(routing.rule_set == "house/2");
    CHECK(routing.flags == std::vector<std::string>{"rang"});
    REQUIRE(house.activated().size() == 2);
    CHECK(house.activated().back().find("house/2") != std::string::npos);

    REQUIRE(house.keeper->reload());
    CHECK(house.activated().size() == 2);  // the same content is no news
}

TEST_CASE("rules with anything wrong do not load: all findings are told, and the old ones route the next claim") {
    struct Row {
        const char* why;
        std::function<void(const RuleHouse&)> spoil;
        std::vector<std::string> told;
    };
    const std::vector<Row> rows = {
        {"a misspelt fact",
         [](const RuleHouse& house) {
             house.write("house.json", rules_json({.version = "2", .when = "claim.chanel == 'phone'"}));
         },
         {"house.json#/rules/0/when: found at 1:7, ", "chanel", "channel"}},
        {"a case that does not come out",
         [](const RuleHouse& house) {
             house.write("house.json", rules_json({.version = "2", .when = "claim.channel == 'letter'"}));
         },
         {"house.cases.json#/cases/0"}},
        {"no cases",
         [](const RuleHouse& house) { house.remove("house.cases.json"); },
         {"house.cases.json: found no such file"}},
        {"no JSON", [](const RuleHouse& house) { house.write("house.json", "{"); }, {"house.json"}},
        {"a clock that would loosen a promise",
         [](const RuleHouse& house) {
             house.write("house.json",
                         rules_json({.version = "2", .then = R"({"within": {"call": {"target_minutes": 999999}}})"}));
         },
         {"house.json#/rules/0/then/within/call"}},
        {"two sets that begin on one day",
         [](const RuleHouse& house) {
             house.write("other.json", rules_json(version_2()));
             house.write("other.cases.json", cases_json());
         },
         {"house/1 and house/2, which begin on one day"}},
        {"two files that are wrong",
         [](const RuleHouse& house) {
             house.write("house.json", "[]");
             house.write("other.json", "");
         },
         {"house.json", "other.json"}},
        {"no directory any more", [](const RuleHouse& house) { house.remove(""); }, {"rules: found no such directory"}},
    };
    for (const Row& row : rows) {
        RuleHouse house;
        row.spoil(house);
        const auto reloaded = house.keeper->reload();
        CAPTURE(row.why);
        REQUIRE_FALSE(reloaded);
        const std::string told = in_words(reloaded.error());
        for (const std::string& words : row.told) {
            CAPTURE(told, words);
            CHECK(told.find(words) != std::string::npos);
        }
        CHECK(title_of(house.keeper->active()) == "house/1");
        CHECK(house.claim().rule_set == "house/1");
        CHECK(house.activated().size() == 1);
    }
}

TEST_CASE("rules that the store cannot journal are not in force") {
    RuleHouse house;
    house.keeper->activate_with(
        [](const Company&) -> Result<bool, std::string> { return Failure{std::string("the disk is full")}; });
    house.write("house.json", rules_json(version_2()));
    const auto reloaded = house.keeper->reload();
    REQUIRE_FALSE(reloaded);
    CHECK(in_words(reloaded.error()).find("the disk is full") != std::string::npos);
    CHECK(title_of(house.keeper->active()) == "house/1");
}

TEST_CASE("the set in force is that of today, on the company's calendar") {
    RuleHouse house(rules_json({.effective_from = "2026-03-03"}));
    CHECK(title_of(house.keeper->active()) == "none");  // it is the 2nd
    CHECK(house.claim().rule_set == "default/1");
    house.clock.advance(std::chrono::hours(24));
    CHECK(title_of(house.keeper->active()) == "house/1");
    CHECK(house.claim().rule_set == "house/1");
}

TEST_CASE("without a directory every claim takes the default routing, and there is nothing to load again") {
    RuleHouse house("");
    CHECK(title_of(house.keeper->active()) == "none");
    CHECK(house.claim().rule_set == "default/1");
    CHECK(house.activated().empty());
    const auto reloaded = house.keeper->reload();
    REQUIRE_FALSE(reloaded);
    CHECK(in_words(reloaded.error()).find("--rules") != std::string::npos);
}

TEST_CASE("the rules beside a directory of configuration are found however it is written") {
    const crash::Folder folder;
    std::filesystem::create_directories(folder.path("site/config"));
    CHECK_FALSE(rules_beside(folder.path("site/config")));
    std::filesystem::create_directory(folder.path("site/rules"));
    for (const char* config : {"site/config", "site/config/", "site/./config", "site/rules/../config"}) {
        CAPTURE(config);
        CHECK(rules_beside(folder.path(config)) == std::filesystem::path(folder.path("site/rules")));
    }
}

TEST_CASE("a claim is explained by the rules of its day, whatever the rules are now") {
    RuleHouse house;
    (void)house.claim(Channel::phone);
    (void)house.claim(Channel::letter);
    const std::string content = house.keeper->company()->rules->sets().front()->content();
    house.write("house.json", rules_json(version_2()));
    REQUIRE(house.keeper->reload());

    const std::vector<RoutingRow> rows = house.routed_claims();
    REQUIRE(rows.size() == 2);
    const auto fired = house.keeper->explain(rows[0], content);
    REQUIRE(fired);
    REQUIRE(fired->size() == 1);
    CHECK(fired->front().outcome == StepOutcome::fired);
    CHECK(fired->front().text == "\"They called\" fired: Callers wait. (flag called)");
    const auto silent = house.keeper->explain(rows[1], content);
    REQUIRE(silent);
    CHECK(silent->front().text ==
          "\"They called\" did not fire: claim.channel == 'phone' is false, claim.channel was \"letter\"");

    struct Row {
        std::string content;
        const char* told;
        const char* why;
    };
    for (const Row& row : {Row{"{}", "cannot read the rule set", "not a rule set"},
                           Row{house.keeper->company()->rules->sets().front()->content(), "has another",
                               "the content of another set"}}) {
        RuleHouse other;
        CAPTURE(row.why);
        const auto explained = other.keeper->explain(rows[0], row.content);
        REQUIRE_FALSE(explained);
        CHECK(explained.error().find(row.told) != std::string::npos);
    }
}
