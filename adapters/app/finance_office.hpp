#pragma once

#include <memory>
#include <string>

#include "adapters/app/premises.hpp"
#include "adapters/http/api/finance_desk.hpp"

namespace makegood::app {

/// Makes out papers and closes periods for the API, each by the configuration of its day.
/// Long work reads a snapshot of its own. Thread-safe.
class FinanceOffice : public http::FinanceDesk {
  public:
    /// All of them outlive it.
    FinanceOffice(std::string database, const Premises& premises, Crypto& crypto, const WallClock& clock)
        : database_(std::move(database)), premises_(premises), crypto_(crypto), clock_(clock) {}

    [[nodiscard]] Result<std::string, Findings> paper(const InvoiceStream& stream, const Adjustment& adjustment,
                                                      http::PaperKind kind,
                                                      const OfItsDay& configuration) const override;
    [[nodiscard]] Result<std::string, Findings> letter(const InvoiceStream& stream, const MakeGood& given,
                                                       const OfItsDay& configuration) const override;
    [[nodiscard]] Result<SealBatch, Refusal> prepare_close(Date through, Date today) const override;
    [[nodiscard]] Result<http::BatchFile, Findings> batch_file(std::uint64_t number, std::string_view format,
                                                               std::string_view file) const override;
    [[nodiscard]] bool has_account(const AccountName& name) const override;
    [[nodiscard]] Date today() const override;

  private:
    template <class Use>
    [[nodiscard]] Result<std::string, Findings> by_configuration(const OfItsDay& content, Use use) const;

    std::string database_;
    const Premises& premises_;
    Crypto& crypto_;
    const WallClock& clock_;
};

}  // namespace makegood::app
