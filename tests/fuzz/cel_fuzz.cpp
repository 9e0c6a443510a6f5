// What anybody may write as an expression: parsed, checked, compiled and run, with the check and without. Whatever it
// is, the answer is a value, or findings and errors in words at places of the text; in bounded time and memory.

#include <cstddef>
#include <cstdint>
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

#include "engine/cel/arena.hpp"
#include "engine/cel/program.hpp"
#include "engine/cel/utf8.hpp"
#include "engine/time/zone.hpp"

namespace {

using namespace makegood;
using cel::Type;
using cel::TypeKind;
using cel::Value;
using cel::ValueKind;

void demand(bool holds, const char* promise) {
    if (!holds) throw std::logic_error(promise);  // uncaught: a finding of the fuzzer's
}

class OneZone final : public cel::ZoneTable {
  public:
    [[nodiscard]] const Zone* find(std::string_view name) const override { return name == "UTC" ? &utc_ : nullptr; }

  private:
    Zone utc_ = Zone::utc();
};

/// One fact of each kind, so that expressions find something to work on.
struct World {
    cel::Schema schema;
    cel::Arena arena;
    std::vector<Value> facts;

    World() {
        declare("x", TypeKind::int64, Value::of(std::int64_t{-7}));
        declare("u", TypeKind::uint64, Value::of(std::uint64_t{18446744073709551615u}));
        declare("d", TypeKind::float64, Value::of(0.1));
        declare("b", TypeKind::boolean, Value::of(true));
        declare("s", TypeKind::string, Value::string("a\U0001F601b"));
        declare("y", TypeKind::bytes, Value::bytes("\xff\x00z"));
        declare("t", TypeKind::timestamp, Value::timestamp(1'700'000'000, 1));
        declare("w", TypeKind::duration, Value::duration(-1));
        const std::vector<Value> items = {facts[0], facts[0]};
        declare("l", Type::list(TypeKind::int64), arena.list(items));
        const std::vector<cel::Map::Entry> entries = {{facts[4], facts[0]}};
        declare("m", Type::map(TypeKind::string, TypeKind::int64), arena.map(entries));
        declare("any", TypeKind::dyn, facts[8]);
        declare_object();
        declare("a.b", TypeKind::int64, facts[0]);
    }

    void declare(std::string name, Type type, Value value) {
        schema.declare(std::move(name), std::move(type));
        facts.push_back(value);
    }

    void declare_object() {
        const auto type = std::make_shared<const cel::ObjectType>(
            "o", std::vector<cel::ObjectType::Field>{{"f", TypeKind::string, false}, {"g", TypeKind::int64, true}});
        const std::span<Value> fields = arena.array<Value>(2);
        fields[0] = facts[4];
        fields[1] = Value::absent();
        const Value object = Value::of(arena.keep(cel::Object{type.get(), fields}));
        declare("o", Type::object(type), object);
        declare("os", Type::list(Type::object(type)), arena.list({&object, 1}));
    }
};

bool is_text(std::string_view words) {
    return !words.empty() && cel::find_invalid_utf8(words) == std::string_view::npos;
}

void judge_findings(std::string_view source, const cel::SourceFindings& findings) {
    demand(!findings.empty(), "a refusal has a finding");
    for (const cel::SourceFinding& finding : findings) {
        demand(finding.place.offset <= source.size(), "a finding is at a place of the text");
        demand(finding.place == cel::place_at(source, finding.place.offset), "a finding knows its line and column");
        demand(is_text(finding.found) && is_text(finding.expected), "a finding is in words");
    }
}

/// Reads all of it, so that the sanitizers see what a value points to. Values share parts: `budget` bounds the walk.
void judge_value(const Value& value, const cel::Program& program, int& budget) {
    if (--budget < 0) return;
    switch (value.kind) {
        case ValueKind::error:
            demand(is_text(value.fault->words), "an error is in words");
            demand(value.fault->node < program.ast().nodes.size(), "an error is at a node");
            return;
        case ValueKind::string:
            demand(cel::find_invalid_utf8(value.view()) == std::string_view::npos, "a string is UTF-8");
            return;
        case ValueKind::list:
            for (const Value& item : value.list->items) judge_value(item, program, budget);
            return;
        case ValueKind::map:
            demand(value.map->order.size() == value.map->entries.size(), "a map knows the order of its keys");
            for (const cel::Map::Entry& entry : value.map->entries) {
                judge_value(entry.key, program, budget);
                judge_value(entry.value, program, budget);
            }
            return;
        case ValueKind::optional:
            if (value.held != nullptr) judge_value(*value.held, program, budget);
            return;
        case ValueKind::type: demand(is_text(value.type->to_text()), "a type has a name"); return;
        case ValueKind::absent: demand(false, "no expression gives absence"); return;
        default: return;
    }
}

void judge_program(const cel::Program& program, const World& world, cel::Evaluator& evaluator) {
    demand(is_text(program.result().to_text()), "a result has a type");
    const Value value = evaluator.run(program, world.facts);
    const ValueKind kind = value.kind;
    int budget = 10'000;
    judge_value(value, program, budget);
    const bool is_false = kind == ValueKind::boolean && !value.boolean;
    demand(evaluator.run(program, world.facts).kind == kind, "the same run gives the same");
    if (!is_false) return;
    const cel::Evaluator::Witness witness = evaluator.why_false(program, world.facts);
    demand(witness.node < program.ast().nodes.size(), "a witness is a node");
    for (const auto& [node, part] : witness.parts) judge_value(part, program, budget);
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size) {
    static const World world;
    static const OneZone zones;
    static cel::Evaluator evaluator(&zones, {20'000, 1u << 20});
    const std::string_view source(reinterpret_cast<const char*>(bytes), size);
    for (const bool is_checked : {true, false}) {
        const auto program = cel::compile(source, world.schema, {is_checked, "a"});
        if (program)
            judge_program(*program, world, evaluator);
        else
            judge_findings(source, program.error());
    }
    return 0;
}
