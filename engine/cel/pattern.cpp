#include "engine/cel/pattern.hpp"

#include <algorithm>
#include <utility>

#include <re2/re2.h>

namespace makegood::cel {

namespace {

re2::RE2::Options options() {
    re2::RE2::Options chosen;
    chosen.set_log_errors(false);
    chosen.set_max_mem(1 << 20);
    return chosen;
}

re2::StringPiece piece(std::string_view text) {
    return {text.data(), text.size()};
}

}  // namespace

struct Pattern::Compiled {
    explicit Compiled(std::string_view source) : expression(piece(source), options()) {}
    re2::RE2 expression;
};

Pattern::Pattern(std::unique_ptr<const Compiled> compiled) : compiled_(std::move(compiled)) {}
Pattern::Pattern(Pattern&&) noexcept = default;
Pattern& Pattern::operator=(Pattern&&) noexcept = default;
Pattern::~Pattern() = default;

Result<Pattern, std::string> Pattern::compile(std::string_view source) {
    auto compiled = std::make_unique<const Compiled>(source);
    if (!compiled->expression.ok()) return Failure{compiled->expression.error()};
    return Pattern(std::move(compiled));
}

std::size_t Pattern::cost(std::size_t text_size) const {
    const auto size = static_cast<std::size_t>(std::max(compiled_->expression.ProgramSize(), 0));
    return (text_size >> 5) * (1 + size / 64);
}

bool Pattern::is_in(std::string_view text) const {
    return re2::RE2::PartialMatch(piece(text), compiled_->expression);
}

}  // namespace makegood::cel
