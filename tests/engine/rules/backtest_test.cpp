#include "engine/rules/backtest.hpp"

#include <catch2/catch.hpp>

#include "tests/engine/rules/given/rules.hpp"

using namespace makegood;
using namespace makegood::given;

namespace {

const Instant arrived(1'793'697'120'500);

/// The sheet but for one fact, which was not recorded.
std::shared_ptr<const FactSheet> without(std::string_view group, std::string_view field, const FactSheet& sheet) {
    FactSheetBuilder builder;
    const FactIndex left_out = *fact_table().find(group, field);
    for (const FactTable::Group& of : fact_table().groups()) {
        const cel::Value& value = sheet.values()[static_cast<std::size_t>(&of - fact_table().groups().data())];
        if (of.is_list) {
            builder.has_lines();
            continue;
        }
        for (FactIndex fact = of.first; fact < of.first + of.count; ++fact)
            if (fact != left_out) builder.set(fact, of.type ? value.object->fields[fact - of.first] : value);
    }
    return std::move(builder).finish(FactSheetBuilder::Unset::missing);
}

/// Claims that were routed by one set, and are asked again.
class Recorded {
  public:
    explicit Recorded(std::shared_ptr<const RuleSet> rules) : rules_(std::move(rules)) {}

    void add(RuleFacts facts, std::string_view not_recorded = "") {
        auto whole = FactSheet::of(std::move(facts));
        Trace trace;
        if (rules_) trace = Router(rules_).route(*whole, arrived, routing_by_default(arrived)).trace;
        if (not_recorded.empty())
            claims_.push_back({whole, std::move(trace), whole});
        else
            claims_.push_back({without("claim", not_recorded, *whole), std::move(trace), whole});
    }

    [[nodiscard]] BacktestReport ask(std::shared_ptr<const RuleSet> candidate) const {
        const Guarantee clocks = guarantee();
        Backtest backtest(std::move(candidate), clocks, nullptr);
        for (std::size_t i = 0; i < claims_.size(); ++i) {
            const std::string number = "CL-" + std::to_string(i + 1);
            backtest.compare({i + 1, number, arrived, rules_.get(), claims_[i].trace, *claims_[i].facts});
        }
        std::vector<BacktestReport> one;
        one.push_back(std::move(backtest).report());
        return unite(std::move(one), 10);
    }

  private:
    struct Claim {
        std::shared_ptr<const FactSheet> facts;
        Trace trace;
        std::shared_ptr<const FactSheet> owner;  ///< of the values
    };
    std::shared_ptr<const RuleSet> rules_;
    std::vector<Claim> claims_;
};

RuleFacts claim(double share, const char* channel) {
    RuleFacts facts = ordinary_claim();
    facts.claim.share = share;
    facts.claim.channel = channel;
    return facts;
}

RuleDraft large(const char* when = "claim.share >= 0.25", Effects then = {.priority = Priority::urgent}) {
    return rule("large", when, std::move(then));
}

RuleDraft by_phone() {
    return rule("by-phone", "claim.channel == 'phone'", {.flags = {"called"}});
}

Effects call_within(int minutes) {
    Effects effects;
    effects.of(Step::call).target = std::chrono::minutes(minutes);
    return effects;
}

std::shared_ptr<const RuleSet> set_of(std::vector<RuleDraft> rules, std::vector<TableDraft> tables = {}) {
    return must_load(draft_of(std::move(rules), std::move(tables)));
}

/// "large 2>1 +0 -1 !0 ?0": fired > fires, begins, ceases, fails, not comparable.
std::string counts_of(const BacktestReport& report, const std::string& step) {
    for (const StepComparison& row : report.steps)
        if (row.step == step)
            return std::to_string(row.fired) + ">" + std::to_string(row.fires) + " +" + std::to_string(row.begins) +
                   " -" + std::to_string(row.ceases) + " !" + std::to_string(row.fails) + " ?" +
                   std::to_string(row.not_comparable) + (row.is_gone ? " gone" : "");
    return "none";
}

std::string aspects_of(const BacktestReport& report) {
    std::string words;
    for (const Aspect aspect : aspects)
        if (const auto claims = report.by_aspect[static_cast<std::size_t>(aspect)]; claims > 0)
            words += (words.empty() ? "" : ", ") + std::string(to_text(aspect)) + " " + std::to_string(claims);
    return words;
}

}  // namespace

TEST_CASE("a candidate changes a claim only where the routing comes out otherwise, and every step is counted") {
    Recorded recorded(set_of({large(), by_phone()}));
    recorded.add(claim(0.10, "phone"));
    recorded.add(claim(0.50, "phone"));
    recorded.add(claim(0.30, "letter"));
    recorded.add(claim(0.20, "letter"));

    struct Row {
        std::shared_ptr<const RuleSet> candidate;
        std::uint64_t changed;
        std::string by_aspect;
        std::string step;
        std::string counts;
        const char* why;
    };
    const std::vector<Row> rows = {
        {set_of({large(), by_phone()}), 0, "", "large", "2>2 +0 -0 !0 ?0", "the same set"},
        {set_of({by_phone(), large()}), 0, "", "large", "2>2 +0 -0 !0 ?0", "in another order"},
        {set_of({large("claim.share >= 0.4"), by_phone()}), 1, "priority 1", "large", "2>1 +0 -1 !0 ?0",
         "one claim is no longer large"},
        {set_of({large("claim.share >= 0.2"), by_phone()}), 1, "priority 1", "large", "2>3 +1 -0 !0 ?0",
         "one claim more is large"},
        {set_of({large()}), 2, "flags 2", "by-phone", "2>0 +0 -2 !0 ?0 gone", "a rule is left out"},
        {set_of({large(), rule("call", "claim.channel == 'phone'", {.flags = {"called"}})}), 0, "", "call",
         "0>2 +2 -0 !0 ?0", "the rule has another id, and the same follows"},
        {set_of({large(), rule("call", "claim.channel == 'phone'", {.flags = {"called"}})}), 0, "", "by-phone",
         "2>0 +0 -2 !0 ?0 gone", "so the old id ceases"},
        {set_of({large("claim.share >= 0.25", {.priority = Priority::high}), by_phone()}), 2, "priority 2", "large",
         "2>2 +0 -0 !0 ?0", "it fires as before, and less follows"},
        {set_of({large(), by_phone(), rule("all", "true", {.notices = {"president"}})}), 0, "", "all",
         "0>4 +4 -0 !0 ?0", "the default routing tells the president already"},
        {set_of({large(), by_phone(), rule("slow", "true", call_within(60 * 24 * 9))}), 0, "", "slow",
         "0>4 +4 -0 !0 ?0", "the default clock is tighter already"},
        {set_of({large(), by_phone(), rule("fast", "claim.share >= 0.5", call_within(60))}), 1, "clocks 1", "fast",
         "0>1 +1 -0 !0 ?0", "a tighter clock"},
        {set_of({large(), by_phone(), rule("wrong", "1 / (history.claims - 1) == 1", {.tasks = {"never"}})}), 4,
         "flags 4", "wrong", "0>0 +0 -0 !4 ?0", "a rule that fails leaves its flag"},
        {set_of({large(), by_phone()}, {table(HitPolicy::first, {"claim.share"}, {row("some", {"a > 0.4"})})}), 1,
         "flags 1", "table/some", "0>1 +1 -0 !0 ?0", "rows of tables are steps, too"},
        {set_of({}), 3, "priority 2, flags 2", "large", "2>0 +0 -2 !0 ?0 gone", "no rules at all"},
    };
    for (const Row& row : rows) {
        CAPTURE(row.why);
        const BacktestReport report = recorded.ask(row.candidate);
        CHECK(report.claims == 4);
        CHECK(report.changed == row.changed);
        CHECK(report.unchanged() == 4 - row.changed);
        CHECK(report.not_comparable + report.in_part == 0);
        CHECK(aspects_of(report) == row.by_aspect);
        CHECK(counts_of(report, row.step) == row.counts);
    }
}

TEST_CASE("claims that change by the same steps are one sample, told by the first of them, the most frequent first") {
    Recorded recorded(set_of({large()}));
    for (const double share : {0.1, 0.9, 0.3, 0.8, 0.7}) recorded.add(claim(share, "letter"));
    const BacktestReport report =
        recorded.ask(set_of({large("claim.share >= 0.5"), rule("huge", "claim.share >= 0.7", call_within(60))}));
    CHECK(report.changed == 4);
    REQUIRE(report.samples.size() == 2);
    const ChangeSample& huge = report.samples[0];
    CHECK(huge.claims == 3);
    CHECK(huge.claim == "CL-2");
    CHECK(huge.begins == std::vector<std::string>{"huge"});
    CHECK(huge.differences == std::vector<std::string>{"call within 1 hour instead of 1 day"});
    CHECK(huge.before == "URGENT; tell president; tasks call-the-customer");
    CHECK(huge.after == huge.before);
    const ChangeSample& mild = report.samples[1];
    CHECK(mild.claims == 1);
    CHECK(mild.claim == "CL-3");
    CHECK(mild.ceases == std::vector<std::string>{"large"});
    CHECK(mild.differences == std::vector<std::string>{"priority normal instead of urgent"});
    CHECK(mild.after == "NORMAL; tell president; tasks call-the-customer");
}

TEST_CASE("a step that reads what was not recorded is not comparable, and the rest of the claim is") {
    Recorded recorded(set_of({large(), by_phone()}));
    recorded.add(claim(0.5, "phone"), "wish");
    recorded.add(claim(0.5, "phone"));
    const RuleDraft wishes = rule("wishes", "has(claim.wish) && claim.wish == 'refund'", {.flags = {"refund"}});

    const BacktestReport same = recorded.ask(set_of({large(), by_phone(), wishes}));
    CHECK(same.claims == 2);
    CHECK(same.changed == 0);
    CHECK(same.in_part == 1);
    CHECK(counts_of(same, "wishes") == "0>0 +0 -0 !0 ?1");

    const BacktestReport other = recorded.ask(set_of({large("claim.share >= 0.9"), by_phone(), wishes}));
    CHECK(other.changed == 2);
    CHECK(counts_of(other, "large") == "2>0 +0 -2 !0 ?0");

    RuleDraft asks_now = by_phone();
    asks_now.when += " && !has(claim.wish)";
    const BacktestReport by_id = recorded.ask(set_of({large(), asks_now}));
    CHECK(by_id.changed == 0);  // what it did then is set aside with it
    CHECK(counts_of(by_id, "by-phone") == "1>1 +0 -0 !0 ?1");
}

TEST_CASE("a row that cannot be asked makes its table not comparable, unless all rows that fit count") {
    Recorded recorded(set_of({}));
    recorded.add(claim(0.5, "phone"), "wish");
    struct Row {
        HitPolicy hit;
        const char* wish;
        const char* rest;
        const char* why;
    };
    for (const Row& row :
         {Row{HitPolicy::first, "0>0 +0 -0 !0 ?1", "0>0 +0 -0 !0 ?1", "the row above may have decided"},
          Row{HitPolicy::unique, "0>0 +0 -0 !0 ?1", "0>0 +0 -0 !0 ?1", "it may be the one"},
          Row{HitPolicy::collect, "0>0 +0 -0 !0 ?1", "0>1 +1 -0 !0 ?0", "rows do not ask each other"}}) {
        CAPTURE(row.why);
        const BacktestReport report = recorded.ask(
            set_of({}, {table(row.hit, {"claim.share"},
                              {given::row("wish", {"a > 0.9 && has(claim.wish)"}), given::row("rest", {"a < 0.9"})})}));
        CHECK(counts_of(report, "table/wish") == row.wish);
        CHECK(counts_of(report, "table/rest") == row.rest);
        CHECK(report.in_part == 1);
    }
}

TEST_CASE("with other word lists, what a customer with words said is not comparable, and silence is") {
    const RuleDraft harm = rule("harm", "'harm' in claim.words_signal", {.priority = Priority::urgent});
    const auto with_words = [&](std::vector<std::string> words) {
        RuleSetDraft draft = draft_of({harm, by_phone()});
        draft.words = WordLists({{"harm", std::move(words)}});
        return must_load(std::move(draft));
    };
    Recorded recorded(with_words({"hurt"}));
    recorded.add(claim(0.1, "phone"));
    RuleFacts says = claim(0.1, "letter");
    says.claim.has_words = true;
    recorded.add(says);
    says.claim.words_signal = {"harm"};
    recorded.add(says);

    const BacktestReport same = recorded.ask(with_words({"hurt"}));
    CHECK(counts_of(same, "harm") == "1>1 +0 -0 !0 ?0");
    CHECK(same.in_part == 0);
    const BacktestReport other = recorded.ask(with_words({"hurt", "injur*"}));
    CHECK(counts_of(other, "harm") == "0>0 +0 -0 !0 ?2");
    CHECK(counts_of(other, "by-phone") == "1>1 +0 -0 !0 ?0");
    CHECK(other.in_part == 2);
    CHECK(other.changed == 0);
}

TEST_CASE("claims that no rules routed are compared with the default routing, and those without a record are not") {
    Recorded recorded(nullptr);
    recorded.add(claim(0.5, "phone"));
    recorded.add(claim(0.1, "phone"));
    const BacktestReport report = recorded.ask(set_of({large()}));
    CHECK(report.changed == 1);
    CHECK(counts_of(report, "large") == "0>1 +1 -0 !0 ?0");

    const Guarantee clocks = guarantee();
    Backtest backtest(set_of({large()}), clocks, nullptr);
    backtest.pass_over();
    const BacktestReport passed = std::move(backtest).report();
    CHECK(passed.claims == 1);
    CHECK(passed.not_comparable == 1);
    CHECK(passed.unchanged() == 0);
}

TEST_CASE("parts that were compared apart make the report of the whole, in whatever order they come") {
    const auto part = [](std::vector<double> shares, std::uint64_t first) {
        const Guarantee clocks = guarantee();
        const auto then = set_of({large(), by_phone()});
        Backtest backtest(set_of({large("claim.share >= 0.4")}), clocks, nullptr);
        for (const double share : shares) {
            const auto facts = FactSheet::of(claim(share, "phone"));
            const Routed routed = Router(then).route(*facts, arrived, routing_by_default(arrived));
            backtest.compare({first, std::to_string(first), arrived, then.get(), routed.trace, *facts});
            ++first;
        }
        return std::move(backtest).report();
    };
    for (const bool is_reversed : {false, true}) {
        std::vector<BacktestReport> parts;
        parts.push_back(part({0.1, 0.3}, 1));
        parts.push_back(part({0.3, 0.5, 0.2}, 3));
        if (is_reversed) std::swap(parts[0], parts[1]);
        const BacktestReport report = unite(std::move(parts), 1);
        CHECK(report.claims == 5);
        CHECK(report.changed == 5);
        CHECK(counts_of(report, "large") == "3>1 +0 -2 !0 ?0");
        CHECK(counts_of(report, "by-phone") == "5>0 +0 -5 !0 ?0 gone");
        REQUIRE(report.samples.size() == 1);
        CHECK(report.samples[0].claims == 3);
        CHECK(report.samples[0].claim == "1");
    }
}
