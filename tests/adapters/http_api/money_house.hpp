#pragma once

#include <string>
#include <vector>

#include "tests/adapters/http_api/house.hpp"

// Money in a house: invoices that were paid, credit notes, refunds on their way.
namespace makegood::http_api {

inline constexpr const char* payers_iban = "DE89370400440532013000";
inline constexpr const char* other_iban = "GB82WEST12345698765432";

/// A payment in full of what record() records, from the payer's account.
[[nodiscard]] Json payment(const std::string& id, const std::string& invoice, const std::string& amount = "334.99");
/// Posts it; throws unless that is a 201.
Reply pay(House& house, const Json& payment);

/// An invoice with a credit note on line "4", of 102.00 gross.
struct Credited {
    std::string invoice;
    std::string claim;
    std::string note;
    std::string refund;  ///< empty: nothing goes back
};
/// Recorded, paid, invoked by the office with a telephone on file, approved by the president. `paid` is none when
/// empty.
Credited credit(House& house, const std::string& invoice, const Json& paid, const Json& saying = Json::object());
/// The same, paid in full.
Credited credit(House& house, const std::string& invoice);

/// "/v1/refunds/RF-2026-000001/release"
[[nodiscard]] std::string refund_path(const Credited& of, const std::string& action = {});
/// Releases, as finance; throws unless that is a 200.
void release(House& house, const Credited& of);

/// Files that a batch would have, without any books behind it: what prepare_close() gives is empty and next in line.
class PlainDesk : public http::FinanceDesk {
  public:
    explicit PlainDesk(Date today) : today_(today) {}
    [[nodiscard]] Result<std::string, Findings> paper(const InvoiceStream& stream, const Adjustment& adjustment,
                                                      http::PaperKind kind,
                                                      const OfItsDay& configuration) const override;
    [[nodiscard]] Result<std::string, Findings> letter(const InvoiceStream& stream, const MakeGood& given,
                                                       const OfItsDay& configuration) const override;
    [[nodiscard]] Result<SealBatch, Refusal> prepare_close(Date through, Date today) const override;
    [[nodiscard]] Result<http::BatchFile, Findings> batch_file(std::uint64_t number, std::string_view format,
                                                               std::string_view file) const override;
    [[nodiscard]] bool has_account(const AccountName& name) const override;
    [[nodiscard]] Date today() const override { return today_; }

    /// What a close waits for before it begins; ready at once, unless a test holds it up.
    mutable std::function<void()> before_close = [] {};
    /// The batches that were sealed so far: what the next one follows.
    mutable std::atomic<std::uint64_t> sealed{0};
    mutable std::atomic<int> closing{0};      ///< at this moment
    mutable std::atomic<int> closing_max{0};  ///< at any moment

  private:
    Date today_;
};
/// A setting with such a desk, told where it is.
[[nodiscard]] Setting with_desk(PlainDesk*& desk);

/// A setting with the real office, and the configuration of the repository.
[[nodiscard]] Setting with_office();

}  // namespace makegood::http_api
