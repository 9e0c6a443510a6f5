#pragma once

#include <cstdint>
#include <string>

#include "adapters/verify/amount.hpp"
#include "adapters/verify/people.hpp"

namespace makegood::verify {

/// One amount on its way to a customer.
struct Refund {
    enum class State : std::uint8_t { due, instructed, paid, failed, cancelled };
    enum class Source : std::uint8_t { adjustment, balance, make_good };

    std::string number;
    std::string claim{};     ///< id; empty: of none
    std::string document{};  ///< that asked for it
    Source source = Source::adjustment;
    State state = State::due;
    Wide amount = 0;
    std::int64_t attempts = 0;
    bool is_to_other_firm = false;  ///< a bill that we take over: it does not go back to who paid
    bool is_account_named = false;  ///< another account than the one that paid
    bool is_account_confirmed = false;
    bool had_email = false;  ///< contacts that the claim had when the account was named
    bool had_phone = false;
    Person recorded_by = nobody;
    Person named_by = nobody;

    [[nodiscard]] bool is_payable() const { return state != State::paid && state != State::cancelled; }
};

/// The order of the words, as projections number them.
[[nodiscard]] const char* in_words(Refund::State state);

}  // namespace makegood::verify
