#include "adapters/config/chart.hpp"

#include <algorithm>
#include <map>
#include <string>

namespace makegood::config {

namespace {

using codec::Controls;
using codec::ObjectReader;

constexpr codec::Chars name_chars{1, 100};

/// Whose a name is already, to find the second one that has it.
class Owners {
  public:
    /// False when another account has the name; parts of one account may share theirs.
    bool take(const AccountName& name, Account account, bool may_share) {
        const auto [at, is_new] = owners_.emplace(name, account);
        return is_new || (may_share && at->second == account);
    }

  private:
    std::map<AccountName, Account> owners_;
};

/// "S 20" or "AE": a category and a rate, which may be left out where it is 0.
std::optional<TaxKey> parse_key(std::string_view text) {
    const auto space = text.find(' ');
    if (space == 0 || text.empty()) return std::nullopt;
    if (space == text.npos) return TaxKey{std::string(text)};
    const auto rate = Decimal::parse(text.substr(space + 1));
    if (!rate || rate->is_negative()) return std::nullopt;
    return TaxKey{std::string(text.substr(0, space)), *rate};
}

/// Reads {key: account name}; `use` says what it would accept instead of the key, or nothing.
template <class Use>
bool read_divisions(ObjectReader& object, std::string_view field, Account account, Owners& owners, Use use) {
    auto divisions = object.optional_object(field);
    if (!divisions) return true;
    bool unique = true;
    for (const auto& [key, value] : divisions->members()) {
        const std::string key_text(key);
        const AccountName name(std::string(divisions->text(key_text, name_chars, Controls::none)));
        if (const std::optional<std::string> expected = use(key_text, name)) divisions->fault(key_text, *expected);
        if (owners.take(name, account, true)) continue;
        divisions->fault(key_text, "a name that no other account has");
        unique = false;
    }
    divisions->finish();
    return unique;
}

}  // namespace

namespace {

/// What is expected instead of `text`, or nothing, and the rate has its name.
std::optional<std::string> divide_tax(Chart::Divisions& divisions, const std::string& text, const AccountName& name) {
    auto key = parse_key(text);
    if (!key) return "a category and a rate in per cent, as in \"S 20\"";
    for (const auto& [earlier, its_name] : divisions.output_tax)
        if (earlier == *key) return "each category and rate once: " + in_words(*key) + " is named above";
    divisions.output_tax.emplace_back(*std::move(key), name);
    return std::nullopt;
}

}  // namespace

std::optional<Chart> read_chart(ObjectReader object) {
    Chart::Names names;
    Owners owners;
    bool unique = true;
    for (Account account : accounts) {
        AccountName& name = names[static_cast<std::size_t>(account)];
        name = AccountName(std::string(object.text(to_text(account), name_chars, Controls::none)));
        if (owners.take(name, account, false)) continue;
        object.fault(to_text(account), "a name that no other account has");
        unique = false;
    }
    Chart::Divisions divisions;
    const bool by_service = read_divisions(object, "allowances_by_service", Account::allowances, owners,
                                           [&](const std::string& service, const AccountName& name) {
                                               divisions.allowances.emplace(ServiceName(service), name);
                                               return std::optional<std::string>();
                                           });
    const bool by_rate = read_divisions(
        object, "output_tax_by_rate", Account::output_tax, owners,
        [&](const std::string& text, const AccountName& name) { return divide_tax(divisions, text, name); });
    object.finish();
    if (!unique || !by_service || !by_rate) return std::nullopt;
    return Chart(std::move(names), std::move(divisions));
}

}  // namespace makegood::config
