#pragma once

#include <cstdint>
#include <deque>
#include <vector>

#include "engine/cel/arena.hpp"
#include "engine/cel/ast.hpp"
#include "engine/cel/machine.hpp"
#include "engine/cel/parser.hpp"
#include "engine/cel/pattern.hpp"
#include "engine/cel/schema.hpp"
#include "engine/core/result.hpp"

namespace makegood::cel {

/// What a Program is made of. Steps point into it, so it stays where it is.
struct Code {
    Code(Ast ast_read, const Schema& schema_of) : ast(std::move(ast_read)), schema(schema_of) {}
    Code(const Code&) = delete;
    Code& operator=(const Code&) = delete;

    Ast ast;
    const Schema& schema;
    Arena steps;
    Arena constants{1u << 20};     ///< what was worked out when the program was compiled
    std::deque<Pattern> patterns;  ///< stay where they are
    const Step* root = nullptr;
    std::vector<const Step*> step_of;  ///< of each node; null for one that is not run
    std::int64_t cost = 0;             ///< of one run, without what loops and sizes add
    std::uint32_t facts = 0;           ///< how many of the schema's variables it needs, from the first on
    Type result;
};

/// Makes the steps of a checked or resolved expression. Adds a finding for each constant pattern that is none.
void compile_steps(Code& code, SourceFindings& findings);

}  // namespace makegood::cel
