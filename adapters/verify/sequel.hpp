#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "adapters/verify/amount.hpp"

namespace makegood::verify {

/// What one command wrote must stand together: the event that must come next in the stream, made at the same instant.
struct Sequel {
    enum class Kind : std::uint8_t {
        reversal,     ///< after a correction of what was adjusted
        replacement,  ///< after the reversal of a credit note
        refund,       ///< after a document that asks for one
    };
    Kind kind = Kind::refund;
    std::uint64_t after = 0;  ///< sequence of the event that it follows
    std::int64_t at_ms = 0;
    std::string document{};  ///< that is replaced, or asks for the refund
    std::string claim{};     ///< id, of the document
    Wide amount = 0;         ///< of a refund
    bool is_of_make_good = false;
    bool is_to_other_firm = false;     ///< a make-good that takes over another firm's bill
    bool is_after_correction = false;  ///< a replacement: there is none when the corrected worth leaves nothing to move
};

}  // namespace makegood::verify
