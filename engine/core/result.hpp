#pragma once

#include <type_traits>
#include <utility>
#include <variant>

#include "engine/core/invariant.hpp"

namespace makegood {

/// The unhappy side of a Result, so that `return Failure{...}` cannot be mistaken for a value.
template <class E>
struct Failure {
    E error;
};
template <class E>
Failure(E) -> Failure<E>;

/// A value, or the expected reason why there is none. `[[nodiscard]]`: nobody ignores a refusal by accident.
template <class T, class E>
class [[nodiscard]] Result {
  public:
    Result(T value) : held_(std::in_place_index<0>, std::move(value)) {}
    template <class F>
    requires std::is_constructible_v<E, F&&> Result(Failure<F> failure)
        : held_(std::in_place_index<1>, std::move(failure.error)) {}

    [[nodiscard]] bool has_value() const { return held_.index() == 0; }
    explicit operator bool() const { return has_value(); }

    [[nodiscard]] const T& value() const& {
        invariant(has_value(), "the value of a Result is read only when there is one");
        return *std::get_if<0>(&held_);
    }
    [[nodiscard]] T&& value() && {
        invariant(has_value(), "the value of a Result is read only when there is one");
        return std::move(*std::get_if<0>(&held_));
    }
    [[nodiscard]] const E& error() const& {
        invariant(!has_value(), "the error of a Result is read only when there is one");
        return *std::get_if<1>(&held_);
    }
    [[nodiscard]] E&& error() && {
        invariant(!has_value(), "the error of a Result is read only when there is one");
        return std::move(*std::get_if<1>(&held_));
    }

    const T& operator*() const& { return value(); }
    T&& operator*() && { return std::move(*this).value(); }
    const T* operator->() const { return &value(); }

  private:
    std::variant<T, E> held_;
};

}  // namespace makegood
