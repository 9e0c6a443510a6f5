#include "tests/engine/cel/outcome.hpp"

#include <array>
#include <span>

#include "engine/cel/value_text.hpp"

namespace makegood::cel {

namespace {

constexpr std::uint16_t money_tag = 1;
constexpr std::uint32_t eur = 978;
constexpr std::uint32_t usd = 840;

class MoneyType final : public OpaqueType {
  public:
    MoneyType() : OpaqueType("money", money_tag) {}
    Value equal(const Value& a, const Value& b, Arena& arena) const override {
        if (a.size != b.size) return arena.error("two currencies");
        return Value::of(a.int64 == b.int64);
    }
    std::string to_text(const Value& value) const override {
        return std::to_string(value.int64) + (value.size == eur ? " EUR" : " USD");
    }
};

Value add_money(std::span<const Value> a, Arena& arena) {
    if (a[0].size != a[1].size) return arena.error("two currencies");
    return Value::opaque(money_tag, a[0].int64 + a[1].int64, a[0].size);
}

Value is_less_money(std::span<const Value> a, Arena& arena) {
    if (a[0].size != a[1].size) return arena.error("two currencies");
    return Value::of(a[0].int64 < a[1].int64);
}

Value make_euros(std::span<const Value> a, Arena&) {
    return Value::opaque(money_tag, a[0].int64, eur);
}
Value in_cents(std::span<const Value> a, Arena&) {
    return Value::of(a[0].int64);
}

Value object(Arena& arena, const ObjectType& type, std::span<const Value> fields) {
    const auto kept = arena.array<Value>(fields.size());
    std::copy(fields.begin(), fields.end(), kept.begin());
    return Value::of(arena.keep(Object{&type, kept}));
}

Type claim_type() {
    const auto person = std::make_shared<const ObjectType>("person", std::vector<ObjectType::Field>{
                                                                         {"name", TypeKind::string},
                                                                     });
    return Type::object(std::make_shared<const ObjectType>("claim", std::vector<ObjectType::Field>{
                                                                        {"amount", TypeKind::float64},
                                                                        {"share", TypeKind::float64},
                                                                        {"is_late", TypeKind::boolean},
                                                                        {"words", TypeKind::string},
                                                                        {"days", TypeKind::int64},
                                                                        {"owner", TypeKind::string, true},
                                                                        {"channel", TypeKind::string, true},
                                                                        {"person", Type::object(person), true},
                                                                    }));
}

Type line_type() {
    return Type::object(std::make_shared<const ObjectType>("line", std::vector<ObjectType::Field>{
                                                                       {"service", TypeKind::string},
                                                                       {"net", TypeKind::float64},
                                                                       {"worth", TypeKind::float64},
                                                                   }));
}

void declare(Schema& schema, const OpaqueType& money) {
    const Type amount = Type::opaque(money);
    schema.add(money);
    schema.declare("claim", claim_type());
    schema.declare("lines", Type::list(line_type()));
    schema.declare("tags", Type::list(TypeKind::string));
    schema.declare("numbers", Type::map(TypeKind::string, TypeKind::int64));
    schema.declare("any", {});
    schema.declare("now", TypeKind::timestamp);
    schema.declare("fee", amount);
    schema.declare("limit", amount);
    schema.declare("abroad", amount);
    schema.add({"_+_", false, {amount, amount}, amount, add_money});
    schema.add({"_<_", false, {amount, amount}, TypeKind::boolean, is_less_money});
    schema.add({"money", false, {TypeKind::int64}, amount, make_euros});
    schema.add({"in_cents", true, {amount}, TypeKind::int64, in_cents});
}

class OneZone final : public ZoneTable {
  public:
    OneZone()
        : zone_("Test/Half", std::chrono::minutes(330), {{Instant(1'774'746'000'000), std::chrono::minutes(390)}}) {}
    const Zone* find(std::string_view name) const override { return name == "Test/Half" ? &zone_ : nullptr; }

  private:
    Zone zone_;
};

std::string told(const Value& value, const Ast& ast, const Schema& schema) {
    std::string text = to_text(value, schema);
    if (value.is_error()) text += " [" + std::string(ast.text_of(ast.at(value.fault->node))) + "]";
    return text;
}

}  // namespace

ClaimCase::ClaimCase() : money(std::make_unique<MoneyType>()) {
    declare(schema, *money);
    const ObjectType& claim = schema.variables()[0].type.object();
    const ObjectType& person = claim.fields()[7].type.object();
    const ObjectType& line = schema.variables()[1].type.parameter_at(0).object();
    const Value ada = object(arena, person, std::array{Value::string("Ada")});
    const std::array claimed{
        Value::of(1200.5),           Value::of(0.5),  Value::of(false),       Value::string("my lawyer will call"),
        Value::of(std::int64_t{12}), Value::absent(), Value::string("phone"), ada};
    const std::array first{Value::string("transport"), Value::of(600.0), Value::of(0.0)};
    const std::array second{Value::string("cleaning"), Value::of(100.0), Value::of(100.0)};
    const std::array entries{Map::Entry{Value::string("one"), Value::of(std::int64_t{1})},
                             Map::Entry{Value::string("two"), Value::of(std::int64_t{2})}};
    facts = {object(arena, claim, claimed),
             arena.list(std::array{object(arena, line, first), object(arena, line, second)}),
             arena.list(std::array{Value::string("vip"), Value::string("old")}),
             arena.map(entries),
             Value::of(std::uint64_t{7}),
             Value::timestamp(1'774'747'800, 0),
             Value::opaque(money_tag, 500, eur),
             Value::opaque(money_tag, 700, eur),
             Value::opaque(money_tag, 1, usd)};
}

std::string outcome(std::string_view source, const CompileOptions& options, const RunLimits& limits) {
    const ClaimCase given;
    const auto program = compile(source, given.schema, options);
    if (!program) {
        const SourceFinding& first = program.error().front();
        return std::to_string(first.place.line) + ":" + std::to_string(first.place.column) + " " + first.found + "; " +
               first.expected;
    }
    Evaluator evaluator(&test_zones(), limits);
    return told(evaluator.run(*program, given.facts), program->ast(), given.schema);
}

std::string outcome_unchecked(std::string_view source) {
    return outcome(source, {false, ""});
}

std::string witness_of(std::string_view source) {
    const ClaimCase given;
    const auto program = compile(source, given.schema);
    if (!program) return "does not compile";
    Evaluator evaluator;
    const auto witness = evaluator.why_false(*program, given.facts);
    const Ast& ast = program->ast();
    std::string text(ast.text_of(ast.at(witness.node)));
    text += " {";
    for (const auto& [node, value] : witness.parts) {
        if (!text.ends_with('{')) text += ", ";
        text += std::string(ast.text_of(ast.at(node))) + " = " + to_text(value, given.schema);
    }
    return text + "}";
}

const ZoneTable& test_zones() {
    static const OneZone zones;
    return zones;
}

}  // namespace makegood::cel
