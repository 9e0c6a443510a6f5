#pragma once

#include <string>
#include <unordered_map>
#include <utility>
#include <vector>

#include "engine/invoice/invoice.hpp"

namespace makegood {

/// Lists of customers that the company keeps, as "strategic", for rules to ask about.
class CustomerLists {
  public:
    CustomerLists() = default;
    /// Names of lists, each with its customers; a customer may be on several.
    explicit CustomerLists(const std::vector<std::pair<std::string, std::vector<CustomerId>>>& lists);
    /// The lists that name the customer, in alphabetical order.
    [[nodiscard]] const std::vector<std::string>& of(const CustomerId& customer) const;

  private:
    std::unordered_map<CustomerId, std::vector<std::string>> lists_;
    std::vector<std::string> none_;
};

}  // namespace makegood
