#include "engine/rules/customer_lists.hpp"

#include <algorithm>

namespace makegood {

CustomerLists::CustomerLists(const std::vector<std::pair<std::string, std::vector<CustomerId>>>& lists) {
    for (const auto& [name, customers] : lists)
        for (const CustomerId& customer : customers) lists_[customer].push_back(name);
    for (auto& [customer, names] : lists_) {
        std::sort(names.begin(), names.end());
        names.erase(std::unique(names.begin(), names.end()), names.end());
    }
}

const std::vector<std::string>& CustomerLists::of(const CustomerId& customer) const {
    const auto found = lists_.find(customer);
    return found == lists_.end() ? none_ : found->second;
}

}  // namespace makegood
