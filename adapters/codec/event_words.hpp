#pragma once

#include <array>
#include <cstddef>
#include <span>
#include <string_view>

#include "engine/core/actor.hpp"
#include "engine/core/invariant.hpp"
#include "engine/journal/event.hpp"

namespace makegood::codec {

/// The words of an enumeration in journal and API, by enumerator. They are stable for ever: a new enumerator is added
/// at the end, here too. An enumeration without a row here does not compile.
template <class Enum>
struct Words;

namespace detail {

/// `last` is the enumeration's last enumerator: a list of words that is too short or too long does not compile.
template <class Enum, Enum last>
using WordList = std::array<std::string_view, static_cast<std::size_t>(last) + 1>;

/// The words that the engine gives itself.
template <class Enum, Enum last>
WordList<Enum, last> words_of_engine() {
    WordList<Enum, last> words;
    for (std::size_t index = 0; index < words.size(); ++index) words[index] = to_text(static_cast<Enum>(index));
    return words;
}

template <class Enum, Enum last>
struct EngineWords {
    inline static const WordList<Enum, last> list = words_of_engine<Enum, last>();
};

}  // namespace detail

template <>
struct Words<Role> {
    static constexpr detail::WordList<Role, Role::system> list = {"president",   "office", "finance", "auditor",
                                                                  "integration", "admin",  "system"};
};
template <>
struct Words<Channel> {
    static constexpr detail::WordList<Channel, Channel::short_payment> list = {"link", "phone", "letter",
                                                                               "short-payment"};
};
template <>
struct Words<Basis> {
    static constexpr detail::WordList<Basis, Basis::gross> list = {"net", "gross"};
};
template <>
struct Words<StatementKind> {
    static constexpr detail::WordList<StatementKind, StatementKind::withdrawing> list = {"invoking", "restating",
                                                                                         "withdrawing"};
};
template <>
struct Words<Priority> {
    static constexpr detail::WordList<Priority, Priority::urgent> list = {"normal", "high", "urgent"};
};
template <>
struct Words<OfferAnswer> {
    static constexpr detail::WordList<OfferAnswer, OfferAnswer::declined> list = {"confirmed", "revoked", "declined"};
};
template <>
struct Words<Step> : detail::EngineWords<Step, Step::verify> {};
template <>
struct Words<ClaimState> : detail::EngineWords<ClaimState, ClaimState::withdrawn> {};
template <>
struct Words<SettlementKind> : detail::EngineWords<SettlementKind, SettlementKind::out_of_band> {};
template <>
struct Words<DocumentType> : detail::EngineWords<DocumentType, DocumentType::supplementary_invoice> {};
template <>
struct Words<Account> : detail::EngineWords<Account, Account::refund_liability> {};
template <>
struct Words<ElsewhereKind> : detail::EngineWords<ElsewhereKind, ElsewhereKind::write_off> {};
template <>
struct Words<RefundState> : detail::EngineWords<RefundState, RefundState::cancelled> {};
template <>
struct Words<RefundSource> : detail::EngineWords<RefundSource, RefundSource::make_good> {};
template <>
struct Words<Shortfall> : detail::EngineWords<Shortfall, Shortfall::unexplained> {};
template <>
struct Words<MakeGoodKind> : detail::EngineWords<MakeGoodKind, MakeGoodKind::apology> {};
template <>
struct Words<Origin> : detail::EngineWords<Origin, Origin::makegood> {};

/// Is there for exactly the enumerations that have words.
template <class Enum>
concept Worded = requires {
    Words<Enum>::list;
};

/// For JsonValue::one_of, whose answer is the enumerator: `static_cast<Channel>(value.one_of(words_of<Channel>()))`.
template <Worded Enum>
[[nodiscard]] std::span<const std::string_view> words_of() {
    return Words<Enum>::list;
}

template <Worded Enum>
[[nodiscard]] std::string_view word_of(Enum value) {
    const auto index = static_cast<std::size_t>(value);
    invariant(index < Words<Enum>::list.size(), "every enumerator has a word");
    return Words<Enum>::list[index];
}

}  // namespace makegood::codec
