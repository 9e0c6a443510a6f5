#include "tests/adapters/app/house.hpp"

#include <filesystem>
#include <fstream>

#include "adapters/codec/facts_json.hpp"
#include "tests/engine/rules/given/rules.hpp"

namespace makegood::app {

namespace {

std::string base_facts() {
    std::string text;
    codec::JsonWriter json(text);
    codec::write_facts(json, *FactSheet::of(given::ordinary_claim()));
    return text;
}

}  // namespace

std::string rules_json(const RuleText& text) {
    return R"({"name": "house", "version": ")" + text.version + R"(", "effective_from": ")" + text.effective_from +
           R"(", )" + text.words + R"("rules": [{"id": ")" + text.id +
           R"(", "name": "They called", "why": "Callers wait.", "when": ")" + text.when + R"(", "then": )" + text.then +
           "}]}";
}

std::string cases_json(const std::string& fires) {
    return R"({"base": )" + base_facts() + R"(, "cases": [
        {"name": "a call", "facts": {"claim.channel": "phone"}, "expect": {"fired": [")" +
           fires + R"("]}},
        {"name": "a letter", "facts": {"claim.channel": "letter"}, "expect": {"fired": []}}]})";
}

RuleHouse::RuleHouse(const std::string& rules) {
    std::optional<std::filesystem::path> directory;
    if (!rules.empty()) {
        directory = rules_directory();
        std::filesystem::create_directory(*directory);
        write("house.json", rules);
        write("house.cases.json", cases_json());
    }
    auto loaded = RuleKeeper::load(directory, contract::company(), vault, clock);
    if (!loaded) throw std::runtime_error(in_words(as_findings(loaded.error())));
    keeper = *std::move(loaded);
    sqlite::Options options;
    options.path = database();
    auto opened = sqlite::SqliteStore::open(options, vault, clock, *keeper->company());
    if (!opened) throw std::runtime_error(opened.error());
    store = *std::move(opened);
    keeper->activate_with([this](const Company& company) { return store->activate(company, "{}"); });
}

void RuleHouse::write(const std::string& name, const std::string& content) const {
    std::ofstream(rules_directory() + "/" + name, std::ios::binary) << content;
}

void RuleHouse::remove(const std::string& name) const {
    std::filesystem::remove_all(rules_directory() + "/" + name);
}

Routing RuleHouse::claim(Channel channel, const std::string& words) {
    const std::string number = "INV-" + std::to_string(++invoices_);
    if (!contract::submit_and_wait(*store, contract::record(number)).was_accepted())
        throw std::runtime_error("an invoice was not recorded");
    Saying saying;
    saying.channel = channel;
    saying.worth = "100.00";
    if (!words.empty()) saying.words = Personal(words);
    const contract::Reply reply = contract::submit_and_wait(*store, contract::invoke(number, saying));
    for (const Journaled& event : reply.events)
        if (const auto* opened = std::get_if<ClaimOpened>(&event.recorded.event)) return opened->routing;
    throw std::runtime_error("no claim was opened");
}

std::vector<RoutingRow> RuleHouse::routed_claims() {
    std::vector<RoutingRow> rows;
    contract::read(*store, [&](Reader& reader) {
        std::uint64_t next = 0;
        rows = reader.routed_claims(Instant(0), 0, 10'000, next);
    });
    return rows;
}

std::vector<std::string> RuleHouse::activated() {
    std::vector<std::string> envelopes;
    for (const JournalRow& row : contract::whole_journal(*store))
        if (row.envelope.find("\"type\":\"rules-activated\"") != std::string::npos) envelopes.push_back(row.envelope);
    return envelopes;
}

std::string RuleHouse::backtest(const std::string& request) {
    std::string answer;
    contract::read(*store, [&](Reader& reader) {
        const auto body = keeper->backtest(reader, request);
        answer = body ? *body : in_words(body.error());
    });
    return answer;
}

std::string title_of(const std::optional<RuleKeeper::Active>& active) {
    return active ? active->rule_set : "none";
}

std::string in_words(const Findings& findings) {
    std::string words;
    for (const Finding& finding : findings)
        words += finding.pointer + ": found " + finding.found + "; accepted: " + finding.expected + "\n";
    return words;
}

}  // namespace makegood::app
