#include "engine/rules/backtest.hpp"

#include <algorithm>

#include "engine/rules/explanation.hpp"

namespace makegood {

namespace {

using cel::Value;
using cel::ValueKind;

constexpr std::size_t kinds_max = 1000;  ///< of change, that samples are kept of

FactIndex index_of(std::string_view group, std::string_view field) {
    const auto index = fact_table().find(group, field);
    invariant(index.has_value(), "a fact that the program names is in the table");
    return *index;
}

/// The facts that the default routing asks for; those that were not recorded are as in an ordinary claim.
class DefaultFacts {
  public:
    static RoutingFacts of(const RecordedRouting& then, const Guarantee& guarantee) {
        static const DefaultFacts at;
        const FactSheet& facts = then.facts;
        const Date issued_on = day(facts.at(at.issued_on_));
        return {.now = then.at,
                .today = day(facts.at(at.today_)),
                .issued_on = issued_on,
                .guarantee = guarantee.in_force_on(issued_on),
                .worth_is_stated = holds(facts.at(at.worth_is_stated_)),
                .worth_is_zero = holds(facts.at(at.worth_is_zero_)),
                .worth_is_upward = holds(facts.at(at.worth_is_above_standing_)),
                .earlier_claims = count(facts.at(at.earlier_claims_)),
                .credited_elsewhere = holds(facts.at(at.has_credits_elsewhere_))};
    }

  private:
    static bool holds(const Value& value) { return value.kind == ValueKind::boolean && value.boolean; }
    static std::size_t count(const Value& value) {
        return value.kind == ValueKind::int64 && value.int64 > 0 ? static_cast<std::size_t>(value.int64) : 0;
    }
    static Date day(const Value& value) {
        constexpr std::int64_t day_s = 86'400;
        const std::int64_t days = value.kind == ValueKind::timestamp ? value.int64 / day_s : 0;
        return Date::from_unix_days(static_cast<std::int32_t>(days));
    }

    FactIndex issued_on_ = index_of("invoice", "issued_on");
    FactIndex today_ = index_of("today", "date");
    FactIndex worth_is_stated_ = index_of("claim", "worth_is_stated");
    FactIndex worth_is_zero_ = index_of("claim", "worth_is_zero");
    FactIndex worth_is_above_standing_ = index_of("claim", "worth_is_above_standing");
    FactIndex earlier_claims_ = index_of("invoice", "earlier_claims");
    FactIndex has_credits_elsewhere_ = index_of("invoice", "has_credits_elsewhere");
};

/// With other word lists, the lists that spoke then say nothing of those that would speak now; silence stays silence.
FactSet unknown_by_words(const FactSheet& facts) {
    static const FactIndex has_words = index_of("claim", "has_words");
    static const FactIndex signal = index_of("claim", "words_signal");
    const Value& value = facts.at(has_words);
    FactSet unknown;
    if (value.kind != ValueKind::boolean || value.boolean) unknown.set(signal);
    return unknown;
}

void set_flag(Routing& routing, std::string_view flag) {
    const auto place = std::lower_bound(routing.flags.begin(), routing.flags.end(), flag);
    if (place == routing.flags.end() || *place != flag) routing.flags.emplace(place, flag);
}

bool is_different(Aspect aspect, const Routing& a, const Routing& b) {
    switch (aspect) {
        case Aspect::priority: return a.priority != b.priority;
        case Aspect::clocks: return a.dues != b.dues;
        case Aspect::flags: return a.flags != b.flags;
        case Aspect::notices: return a.notices != b.notices;
        case Aspect::tasks: return a.tasks != b.tasks;
        case Aspect::owners: return a.owners != b.owners;
        case Aspect::hints: return a.hints != b.hints;
        case Aspect::countersignature: return a.countersignature != b.countersignature;
    }
    break_invariant("an aspect is one of the eight", std::source_location::current());
}

/// What is otherwise, in words.
class Differences {
  public:
    static std::vector<std::string> of(const Routing& before, const Routing& after, Instant at) {
        Differences all;
        if (before.priority != after.priority)
            all.say("priority " + std::string(to_text(after.priority)) + " instead of " +
                    std::string(to_text(before.priority)));
        for (Step step : steps) all.clock(step, before, after, at);
        all.list("flag", before.flags, after.flags);
        all.list("notice", before.notices, after.notices);
        all.list("task", before.tasks, after.tasks);
        all.list("owner", before.owners, after.owners);
        all.list("hint", before.hints, after.hints);
        if (before.countersignature != after.countersignature)
            all.say(after.countersignature ? "a countersignature is asked for"
                                           : "no countersignature is asked for any more");
        return std::move(all.words_);
    }

  private:
    void say(std::string words) { words_.push_back(std::move(words)); }

    static std::string since(Instant at, Instant due) {
        constexpr std::int64_t nanoseconds_per_ms = 1'000'000;
        return in_words(Value::duration((due - at).count() * nanoseconds_per_ms));
    }

    void clock(Step step, const Routing& before, const Routing& after, Instant at) {
        const auto& was = before.dues[static_cast<std::size_t>(step)];
        const auto& is = after.dues[static_cast<std::size_t>(step)];
        if (!was || !is) return;
        const std::string name(to_text(step));
        if (was->promise != is->promise)
            say(name + " promised within " + since(at, is->promise) + " instead of " + since(at, was->promise));
        if (was->target != is->target)
            say(name + " within " + since(at, is->target) + " instead of " + since(at, was->target));
    }

    void list(const char* what, const std::vector<std::string>& was, const std::vector<std::string>& is) {
        const auto say_those_not_in = [&](const auto& all, const auto& others, const char* words) {
            for (const std::string& entry : all)
                if (std::find(others.begin(), others.end(), entry) == others.end())
                    say(std::string(what) + " " + entry + words);
        };
        say_those_not_in(is, was, " is new");
        say_those_not_in(was, is, " is gone");
    }

    std::vector<std::string> words_;
};

std::string kind_of(const ChangeSample& sample) {
    std::string kind;
    const auto add = [&](char mark, const std::vector<std::string>& steps_of_change) {
        for (const std::string& step : steps_of_change) kind += mark + step + "\n";
    };
    add('+', sample.begins);
    add('-', sample.ceases);
    add('~', sample.altered);
    return kind;
}

void add_step(StepComparison& all, const StepComparison& more) {
    all.fired += more.fired;
    all.fires += more.fires;
    all.begins += more.begins;
    all.ceases += more.ceases;
    all.fails += more.fails;
    all.not_comparable += more.not_comparable;
}

void add_counts(BacktestReport& all, const BacktestReport& more) {
    all.claims += more.claims;
    all.changed += more.changed;
    all.in_part += more.in_part;
    all.not_comparable += more.not_comparable;
    for (std::size_t i = 0; i < aspects.size(); ++i) all.by_aspect[i] += more.by_aspect[i];
    for (const StepComparison& step : more.steps) {
        const auto known = std::find_if(all.steps.begin(), all.steps.end(),
                                        [&](const StepComparison& one) { return one.step == step.step; });
        if (known == all.steps.end())
            all.steps.push_back(step);
        else
            add_step(*known, step);
    }
}

}  // namespace

std::string_view to_text(Aspect aspect) {
    switch (aspect) {
        case Aspect::priority: return "priority";
        case Aspect::clocks: return "clocks";
        case Aspect::flags: return "flags";
        case Aspect::notices: return "notices";
        case Aspect::tasks: return "tasks";
        case Aspect::owners: return "owners";
        case Aspect::hints: return "hints";
        case Aspect::countersignature: return "countersignature";
    }
    break_invariant("an aspect is one of the eight", std::source_location::current());
}

BacktestReport unite(std::vector<BacktestReport> parts, std::size_t samples_max) {
    BacktestReport all;
    std::unordered_map<std::string, std::size_t> known;
    for (BacktestReport& part : parts) {
        add_counts(all, part);
        for (ChangeSample& sample : part.samples) {
            const auto [place, is_new] = known.emplace(kind_of(sample), all.samples.size());
            if (is_new) {
                all.samples.push_back(std::move(sample));
                continue;
            }
            ChangeSample& other = all.samples[place->second];
            const std::uint64_t claims = other.claims + sample.claims;
            if (sample.order < other.order) other = std::move(sample);
            other.claims = claims;
        }
    }
    const auto gone = std::find_if(all.steps.begin(), all.steps.end(), [](const auto& step) { return step.is_gone; });
    std::sort(gone, all.steps.end(), [](const auto& a, const auto& b) { return a.step < b.step; });
    std::sort(all.samples.begin(), all.samples.end(), [](const ChangeSample& a, const ChangeSample& b) {
        return a.claims != b.claims ? a.claims > b.claims : a.order < b.order;
    });
    if (all.samples.size() > samples_max) all.samples.resize(samples_max);
    return all;
}

Backtest::Backtest(std::shared_ptr<const RuleSet> candidate, const Guarantee& guarantee, const cel::ZoneTable* zones)
    : router_(std::move(candidate), zones), guarantee_(guarantee) {
    for (const RuleSet::Step& step : router_.rules().steps()) report_.steps.push_back({step.id});
}

void Backtest::pass_over() {
    ++report_.claims;
    ++report_.not_comparable;
}

BacktestReport Backtest::report() && {
    return std::move(report_);
}

const Backtest::Kinship& Backtest::kinship_with(const RuleSet* rules) {
    for (const auto& kin : kinships_)
        if (kin->rules == rules) return *kin;
    auto kin = std::make_unique<Kinship>();
    const RuleSet& candidate = router_.rules();
    kin->rules = rules;
    kin->has_same_words = (rules ? rules->words() : WordLists()) == candidate.words();
    for (std::size_t step = 0; rules && step < rules->steps().size(); ++step) {
        const std::string& id = rules->steps()[step].id;
        const auto known = std::find_if(report_.steps.begin(), report_.steps.end(),
                                        [&](const StepComparison& row) { return row.step == id; });
        kin->rows.push_back(static_cast<std::size_t>(known - report_.steps.begin()));
        if (known == report_.steps.end()) report_.steps.push_back({.step = id, .is_gone = true});
    }
    kin->is_altered.resize(report_.steps.size());
    for (std::size_t step = 0; step < kin->rows.size(); ++step) {
        const std::size_t row = kin->rows[step];
        if (row < candidate.steps().size())
            kin->is_altered[row] = candidate.steps()[row].then() != rules->steps()[step].then();
    }
    return *kinships_.emplace_back(std::move(kin));
}

/// A step that read what was not recorded says nothing. With it, the rows beside it in a table of which one row is to
/// count: which one that is, is not known.
void Backtest::find_incomparable(const FactSet& missing, const Trace& now) {
    const std::vector<RuleSet::Step>& candidate = router_.rules().steps();
    is_incomparable_.assign(candidate.size(), false);
    if (missing.none()) return;
    bool is_any = false;
    for (std::size_t step = 0; step < candidate.size(); ++step) {
        if (now.steps[step].outcome != StepOutcome::failed || (candidate[step].reads & missing).none()) continue;
        is_any = true;
        is_incomparable_[step] = true;
        const RuleSet::Table* table = candidate[step].table;
        if (!table || table->hit == HitPolicy::collect) continue;
        const auto first = is_incomparable_.begin() + static_cast<std::ptrdiff_t>(table->first_step);
        std::fill(first, first + static_cast<std::ptrdiff_t>(table->rows.size()), true);
    }
    report_.in_part += is_any ? 1 : 0;
}

/// Returns whether the routing can differ at all.
bool Backtest::count_steps(const Kinship& kin, const Trace& now) {
    const std::size_t candidates = is_incomparable_.size();
    failed_then_ = fails_now_ = false;
    bool can_differ = false;
    for (std::size_t row = 0; row < kin.is_altered.size(); ++row) {
        StepComparison& count = report_.steps[row];
        if (row < candidates && is_incomparable_[row]) {
            ++count.not_comparable;
            continue;
        }
        const StepOutcome is = row < candidates ? now.steps[row].outcome : StepOutcome::not_fired;
        now_[row] = is;
        const bool fired = then_[row] == StepOutcome::fired, fires = is == StepOutcome::fired;
        count.fired += fired;
        count.fires += fires;
        count.begins += fires && !fired;
        count.ceases += fired && !fires;
        count.fails += is == StepOutcome::failed;
        failed_then_ |= then_[row] == StepOutcome::failed;
        fails_now_ |= is == StepOutcome::failed;
        can_differ |= fired != fires || (fired && kin.is_altered[row]);
    }
    return can_differ || failed_then_ != fails_now_;
}

void Backtest::compare(const RecordedRouting& then) {
    invariant(then.trace.steps.size() == (then.rules ? then.rules->steps().size() : 0),
              "a trace is compared by the rule set that made it");
    ++report_.claims;
    const Kinship& kin = kinship_with(then.rules);
    const FactSet unknown = kin.has_same_words ? FactSet() : unknown_by_words(then.facts);
    const Trace& now = router_.judge_outcomes(then.facts, unknown).trace;
    find_incomparable(then.facts.missing() | unknown, now);
    then_.assign(kin.is_altered.size(), StepOutcome::not_fired);
    now_.assign(kin.is_altered.size(), StepOutcome::not_fired);
    for (std::size_t step = 0; step < kin.rows.size(); ++step) then_[kin.rows[step]] = then.trace.steps[step].outcome;
    if (count_steps(kin, now)) compare_routings(then, kin);
}

void Backtest::gather_effects(const RecordedRouting& then, const Kinship& kin) {
    const std::vector<RuleSet::Step>& candidate = router_.rules().steps();
    const auto is_comparable = [&](std::size_t row) { return row >= candidate.size() || !is_incomparable_[row]; };
    effects_then_.clear();
    effects_now_.clear();
    for (std::size_t step = 0; step < kin.rows.size(); ++step)
        if (then_[kin.rows[step]] == StepOutcome::fired && is_comparable(kin.rows[step]))
            effects_then_.push_back(&then.rules->steps()[step].then());
    for (std::size_t row = 0; row < candidate.size(); ++row)
        if (now_[row] == StepOutcome::fired) effects_now_.push_back(&candidate[row].then());
}

void Backtest::compare_routings(const RecordedRouting& then, const Kinship& kin) {
    gather_effects(then, kin);
    const Routing base = route_by_default(DefaultFacts::of(then, guarantee_));
    Routing before = apply(effects_then_, then.at, base);
    Routing after = apply(effects_now_, then.at, base);
    if (failed_then_) set_flag(before, rule_error_flag);
    if (fails_now_) set_flag(after, rule_error_flag);
    bool is_changed = false;
    for (const Aspect aspect : aspects) {
        if (!is_different(aspect, before, after)) continue;
        is_changed = true;
        ++report_.by_aspect[static_cast<std::size_t>(aspect)];
    }
    if (!is_changed) return;
    ++report_.changed;
    note(then, kin, before, after);
}

/// Claims that change by the same steps are one kind, of which the first is shown.
void Backtest::note(const RecordedRouting& then, const Kinship& kin, const Routing& before, const Routing& after) {
    ChangeSample sample{.claims = 1, .order = then.order};
    for (std::size_t row = 0; row < kin.is_altered.size(); ++row) {
        if (row < is_incomparable_.size() && is_incomparable_[row]) continue;
        const bool fired = then_[row] == StepOutcome::fired, fires = now_[row] == StepOutcome::fired;
        if (fires && !fired) sample.begins.push_back(report_.steps[row].step);
        if (fired && !fires) sample.ceases.push_back(report_.steps[row].step);
        if (fired && fires && kin.is_altered[row]) sample.altered.push_back(report_.steps[row].step);
    }
    std::string kind = kind_of(sample);
    if (const auto known = samples_.find(kind); known != samples_.end()) {
        ++report_.samples[known->second].claims;
        return;
    }
    if (report_.samples.size() >= kinds_max) return;
    samples_.emplace(std::move(kind), report_.samples.size());
    sample.claim = then.claim;
    sample.before = in_words(before);
    sample.after = in_words(after);
    sample.differences = Differences::of(before, after, then.at);
    report_.samples.push_back(std::move(sample));
}

}  // namespace makegood
