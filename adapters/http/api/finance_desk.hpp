#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "engine/core/finding.hpp"
#include "engine/core/result.hpp"
#include "engine/port/store.hpp"

namespace makegood::http {

/// A document of ours in the form in which it leaves the house.
enum class PaperKind { pdf, xml };

/// One file of a sealed batch.
struct BatchFile {
    std::string name;
    std::string bytes;
};

/// What the API asks of whoever makes out papers and closes periods. Thread-safe; a call may take long, so it is made
/// on a reader's thread.
class FinanceDesk {
  public:
    virtual ~FinanceDesk() = default;

    /// The configuration that was in force when a document was issued, canonical JSON, makes its paper the same for
    /// ever; nothing: that of today.
    using OfItsDay = std::optional<std::string>;
    /// An adjustment as PDF, or as UBL. Findings say what keeps it from being written in that form.
    [[nodiscard]] virtual Result<std::string, Findings> paper(const InvoiceStream& stream, const Adjustment& adjustment,
                                                              PaperKind kind, const OfItsDay& configuration) const = 0;
    /// A make-good's letter, PDF.
    [[nodiscard]] virtual Result<std::string, Findings> letter(const InvoiceStream& stream, const MakeGood& given,
                                                               const OfItsDay& configuration) const = 0;
    /// Everything up to and with `through` that no batch has yet, put together and ready to be sealed. Refusals:
    /// through_not_past and batch_out_of_order, which sealing gives too; not_understood when there is no configuration.
    /// Throws StoreUnavailable.
    [[nodiscard]] virtual Result<SealBatch, Refusal> prepare_close(Date through, Date today) const = 0;
    /// One format of a sealed batch, to the byte as it was sealed; of a format that has many files, the one named, or,
    /// when none is, their list as sha256sum writes it, which is what the batch's own hash is of. Findings say which
    /// formats and files there are, or why it can't be written.
    [[nodiscard]] virtual Result<BatchFile, Findings> batch_file(std::uint64_t number, std::string_view format,
                                                                 std::string_view file) const = 0;
    /// Whether the chart of accounts has it, moved or not.
    [[nodiscard]] virtual bool has_account(const AccountName& name) const = 0;
    [[nodiscard]] virtual Date today() const = 0;
};

/// Of a server that makes out no papers.
class NoFinance : public FinanceDesk {
  public:
    [[nodiscard]] Result<std::string, Findings> paper(const InvoiceStream&, const Adjustment&, PaperKind,
                                                      const OfItsDay&) const override {
        return Failure{none()};
    }
    [[nodiscard]] Result<std::string, Findings> letter(const InvoiceStream&, const MakeGood&,
                                                       const OfItsDay&) const override {
        return Failure{none()};
    }
    [[nodiscard]] Result<SealBatch, Refusal> prepare_close(Date, Date) const override {
        return Failure{Refusal{RefusalReason::not_understood, none()}};
    }
    [[nodiscard]] Result<BatchFile, Findings> batch_file(std::uint64_t, std::string_view,
                                                         std::string_view) const override {
        return Failure{none()};
    }
    [[nodiscard]] bool has_account(const AccountName&) const override { return false; }
    [[nodiscard]] Date today() const override { return Date::from_unix_days(0); }

  private:
    static Findings none() { return {{"", "a server without documents", "one that was started with a configuration"}}; }
};

}  // namespace makegood::http
