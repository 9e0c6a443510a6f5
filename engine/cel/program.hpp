#pragma once

#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "engine/cel/arena.hpp"
#include "engine/cel/ast.hpp"
#include "engine/cel/schema.hpp"
#include "engine/core/result.hpp"
#include "engine/time/zone.hpp"

namespace makegood::cel {

struct CompileOptions {
    bool check = true;  ///< without, types are known only when it runs
    std::string container;
};

struct Code;

/// A compiled expression. Immutable: many threads may run it, each with an Evaluator of its own. Refers to its Schema.
class Program {
  public:
    Program(Program&&) noexcept;
    Program& operator=(Program&&) noexcept;
    ~Program();

    [[nodiscard]] const Ast& ast() const;
    [[nodiscard]] const Type& result() const;

  private:
    explicit Program(std::unique_ptr<const Code> code);
    std::unique_ptr<const Code> code_;
    friend class Evaluator;
    friend Result<Program, SourceFindings> compile(std::string_view, const Schema&, const CompileOptions&);
};

/// Parses, checks, and compiles. Constant patterns of matches() are compiled here, a bad one is a finding.
[[nodiscard]] Result<Program, SourceFindings> compile(std::string_view source, const Schema& schema,
                                                      const CompileOptions& options = {});

/// Time zones by IANA name, as data (law 15); an unknown name makes a positioned error.
class ZoneTable {
  public:
    virtual ~ZoneTable() = default;
    [[nodiscard]] virtual const Zone* find(std::string_view name) const = 0;
};

/// What one run may cost. Beyond it the result is an error, which && and || do not absorb.
struct RunLimits {
    std::uint64_t cost_max = 1'000'000;        ///< nodes visited and elements touched by one run
    std::size_t memory_bytes_max = 16u << 20;  ///< made by one run
};

/// Runs programs, one at a time: scratch memory that is used again, a budget of cost, local variables. One per thread.
class Evaluator {
  public:
    using Limits = RunLimits;
    explicit Evaluator(const ZoneTable* zones = nullptr, Limits limits = {});
    ~Evaluator();

    /// `facts` has one value per variable of the schema, in its order. The result, and what it points to, lives until
    /// the next run. Never throws: what goes wrong is a value of kind error, whose Fault says what and at which node.
    [[nodiscard]] Value run(const Program& program, std::span<const Value> facts);

    /// The smallest part that decided a run that gave false: of a chain of &&, the first operand that is false, of
    /// all() the predicate for the first item that fails it, and so on inwards. Gives its node, and the values of its
    /// direct children: of a macro, its range; of a field or name, which is false itself, none. The values live until
    /// the next run or witness.
    struct Witness {
        NodeIndex node = 0;
        std::vector<std::pair<NodeIndex, Value>> parts;
    };
    [[nodiscard]] Witness why_false(const Program& program, std::span<const Value> facts);
    /// The same into a witness that is used again, which allocates nothing once it is large enough.
    void why_false(const Program& program, std::span<const Value> facts, Witness& witness);

  private:
    struct Scratch;
    std::unique_ptr<Scratch> scratch_;
};

}  // namespace makegood::cel
