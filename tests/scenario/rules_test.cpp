#include <filesystem>
#include <regex>

#include <catch2/catch.hpp>
#include <nlohmann/json.hpp>

#include "tests/scenario/approved.hpp"
#include "tests/scenario/program.hpp"

using namespace makegood;
using namespace makegood::scenario;

namespace {

constexpr int done = 0, failed = 1;
constexpr const char* house_rules = MAKEGOOD_SOURCE "/tests/scenario/rules";

std::string replaced(std::string text, const std::string& from, const std::string& to) {
    const auto at = text.find(from);
    REQUIRE(at != std::string::npos);
    return text.replace(at, from.size(), to);
}

Saying worth(const std::string& of_line_1, Channel channel, const std::string& words) {
    Saying saying;
    saying.channel = channel;
    if (!of_line_1.empty()) saying.lines = {{LineId("1"), of_line_1}};
    if (!words.empty()) saying.words = Personal(words);
    return saying;
}

/// Three claims of the demo, by the rules of tests/scenario/rules: a call, which says more an hour later, and letters.
struct Story {
    Scene scene;
    Story() {
        (void)scene.import({demo_invoices()});
        claim("INV-1003", "");  // before there are rules
        scene.follow(house_rules);
        const Reply called = claim("INV-1001", "0.00");
        scene.clock().set(Instant(scene.clock().now().unix_ms() + 3'600'000));
        Saying more = worth("0.00", Channel::letter, "somebody was injured");
        REQUIRE(scene.ask(StateAnew{called.after.claims.back().id, more}).was_accepted());
        claim("INV-1002", "1.00");
        scene.close();
    }
    Reply claim(const std::string& invoice, const std::string& of_line_1) {
        Reply reply =
            scene.ask(Invoke{InvoiceNumber(invoice), worth(of_line_1, Channel::phone, "nobody came"), {}, {}});
        INFO(reply.in_words());
        REQUIRE(reply.was_accepted());
        return reply;
    }
};

/// Ids are random.
std::string without_ids(const std::string& text) {
    static const std::regex id("[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}");
    return std::regex_replace(text, id, "ID");
}

std::string id_in(const std::string& text) {
    return text.substr(text.find('(') + 1, 36);
}

}  // namespace

TEST_CASE("the program tells in plain words why a claim was routed as it was, each time, by its number or its id") {
    Story story;
    const Folder folder;
    const Program program(folder);
    std::string all;
    for (const char* number : {"G-2026-000001", "G-2026-000002", "G-2026-000003"}) {
        const Ran ran = program.run({"rules", "explain", number, "--db", story.scene.path()});
        CAPTURE(ran.err);
        REQUIRE(ran.status == done);
        all += ran.out + "\n";
        const Ran by_id = program.run({"rules", "explain", id_in(ran.out), "--db", story.scene.path()});
        CHECK(by_id.status == done);
        CHECK(by_id.out == ran.out);
    }
    require_approved("approved/rules_explain.txt", without_ids(all));

    for (const char* nobody : {"G-2026-000004", "00000000-0000-7000-8000-000000000000", ""}) {
        const Ran ran = program.run({"rules", "explain", nobody, "--db", story.scene.path()});
        CAPTURE(nobody, ran.out);
        CHECK(ran.status == failed);
        CHECK(ran.err.find("accepted: the number or the id of a claim") != std::string::npos);
    }
}

TEST_CASE(
    "a candidate is back-tested over recorded claims, for people and as JSON, and what is wrong with it is told") {
    Story story;
    const Folder folder;
    const Program program(folder);
    const std::string house = read_file(std::string(house_rules) + "/house.json");
    const std::string file = folder.path("candidate.json");
    write_file(file, replaced(replaced(replaced(house, "claim.share >= 0.5", "claim.share >= 0.1"), R"("version": "1")",
                                       R"("version": "2")"),
                              R"("high")", R"("urgent")"));
    const auto backtest = [&](const std::string& format, const std::string& since = "2026-01-01") {
        return program.run({"rules", "backtest", "--db", story.scene.path(), "--candidate", file, "--since", since,
                            "--format", format});
    };
    const Ran table = backtest("table");
    CAPTURE(table.err);
    REQUIRE(table.status == done);
    require_approved("approved/rules_backtest.txt", table.out);

    const Ran json = backtest("json");
    REQUIRE(json.status == done);
    const auto report = nlohmann::json::parse(json.out);
    CHECK(report["claims"] == 3);
    CHECK(report["complete"] == true);
    CHECK(report["candidate"] == "house/2");
    CHECK(report["changed"].get<int>() + report["unchanged"].get<int>() == 3);

    CHECK(backtest("table", "soon").err.find("2026-01-31") != std::string::npos);
    CHECK(nlohmann::json::parse(backtest("json", "2026-11-03").out)["claims"] == 0);
    write_file(file, replaced(house, "claim.share", "claim.shar"));
    const Ran wrong = backtest("table");
    CHECK(wrong.status == failed);
    CHECK(wrong.out.empty());
    CHECK(wrong.err.find(file + " at /rules/1/when:1:7:") != std::string::npos);
}

TEST_CASE(
    "a server says which rules are in force, reads them again on SIGHUP, and keeps the old ones when they are wrong") {
    const Folder folder;
    const Program program(folder);
    const std::string database = folder.path("books.db"), rules = folder.path("rules");
    REQUIRE(program.run({"import", "invoices", "--db", database, demo_invoices()}).status == done);
    std::filesystem::copy(house_rules, rules);
    const std::string house = read_file(rules + "/house.json");
    {
        Server server(folder, database, {"--rules", rules});
        write_file(rules + "/house.json", replaced(house, R"("version": "1")", R"("version": "2")"));
        server.hang_up();
        CHECK(server.says("rules read again, rules house/2 in force"));
        write_file(rules + "/house.json", replaced(house, "claim.share", "claim.shar"));
        server.hang_up();
        CHECK(server.says("house.json#/rules/1/when: found at 1:7, "));
        CHECK(server.says("nothing was loaded, still rules house/2 in force"));
        CHECK(server.get("/readyz", "") == 200);
        const Ran ran = server.stop();
        CHECK(ran.status == done);
        CHECK(ran.out.find("rules house/1 in force, sha256 ") != std::string::npos);
    }
    const Ran refused = program.run({"serve", "--db", database, "--listen", "127.0.0.1:0", "--rules", rules});
    CHECK(refused.status == failed);
    CHECK(refused.err.find(rules + "/house.json at /rules/1/when:1:7:") != std::string::npos);
    CHECK(refused.out.empty());
    {
        Server server(folder, database, {"--rules", ""});
        server.hang_up();
        CHECK(server.says("--rules DIR"));
        CHECK(server.stop().out.find("no rules in force") != std::string::npos);
    }
    CHECK(program.run({"journal", "verify", "--db", database}).status == done);
}
