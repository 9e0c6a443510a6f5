#include "engine/cel/program.hpp"

#include <utility>

#include "engine/cel/checker.hpp"
#include "engine/cel/code.hpp"
#include "engine/cel/parser.hpp"

namespace makegood::cel {

Program::Program(std::unique_ptr<const Code> code) : code_(std::move(code)) {}
Program::Program(Program&&) noexcept = default;
Program& Program::operator=(Program&&) noexcept = default;
Program::~Program() = default;

const Ast& Program::ast() const {
    return code_->ast;
}
const Type& Program::result() const {
    return code_->result;
}

Result<Program, SourceFindings> compile(std::string_view source, const Schema& schema, const CompileOptions& options) {
    auto ast = parse(source);
    if (!ast) return Failure{ast.error()};
    auto code = std::make_unique<Code>(std::move(ast).value(), schema);
    SourceFindings findings;
    if (options.check) {
        findings = check(code->ast, schema, options.container);
    } else {
        resolve(code->ast, schema, options.container);
    }
    if (findings.empty()) compile_steps(*code, findings);
    if (!findings.empty()) return Failure{std::move(findings)};
    code->result = code->ast.type_of(code->ast.at(code->ast.root));
    return Program(std::unique_ptr<const Code>(std::move(code)));
}

}  // namespace makegood::cel
