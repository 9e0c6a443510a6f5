#pragma once

#include <optional>
#include <string>

#include "adapters/verify/invoice.hpp"

namespace makegood::verify {

/// An open claim on which a worth is stated: what it will cost, where that can be told without planning the document.
struct Liability {
    std::string claim;  ///< id
    std::string number;
    std::string invoice;
    std::string currency;
    int digits = 0;
    std::optional<Wide> net{};          ///< of worths of lines, and of the whole on net basis
    std::optional<Wide> tax{};          ///< of lines
    std::optional<Wide> gross_least{};  ///< net and tax of the whole on gross basis: tax steps over some cents
    Wide gross_most = 0;
    [[nodiscard]] bool must_be_listed() const { return net.value_or(0) > 0 || gross_least.value_or(0) > 0; }
};

[[nodiscard]] Liability liability_of(const Claim& claim, const Invoice& invoice);

}  // namespace makegood::verify
