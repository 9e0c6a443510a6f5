#include "adapters/import/read_files.hpp"

#include <array>
#include <cerrno>
#include <cstring>
#include <filesystem>
#include <fstream>
#include <new>
#include <sstream>

#include "adapters/codec/invoice_json.hpp"
#include "adapters/import/json_lines.hpp"
#include "adapters/import/ubl_reader.hpp"

namespace makegood::import {

namespace {

Result<InvoiceDraft, Findings> read_posted(std::string_view json) {
    return codec::read_invoice(json);
}

enum class Kind { xml, json_lines, text, empty, compressed, unknown };

Kind kind_of(std::string_view head) {
    using namespace std::string_view_literals;
    for (std::string_view magic : {"\x1F\x8B"sv,
                                   "\xFD"
                                   "7zXZ"sv,
                                   "PK\x03\x04"sv, "BZh"sv, "\x28\xB5\x2F\xFD"sv})
        if (head.starts_with(magic)) return Kind::compressed;
    if (head.starts_with("\xFF\xFE<") || head.starts_with("\xFE\xFF\0<"sv)) return Kind::xml;
    if (head.starts_with("\xEF\xBB\xBF")) head.remove_prefix(3);
    if (head.find('\0') != head.npos) return Kind::unknown;
    const std::size_t first = head.find_first_not_of(" \t\r\n");
    if (first == head.npos) return Kind::empty;
    if (head[first] == '<') return Kind::xml;
    return head[first] == '{' ? Kind::json_lines : Kind::text;
}

std::uint64_t bytes_of(const std::string& path) {
    std::error_code error;
    const auto bytes = std::filesystem::file_size(path, error);
    return error ? 0 : bytes;
}

class Reading {
  public:
    Reading(std::span<const std::string> paths, const Mapping* mapping, Intake& intake, const ReadOptions& options)
        : paths_(paths),
          mapping_(mapping),
          intake_(intake),
          limits_(options.xml),
          read_json_(options.json_invoice ? options.json_invoice : ReadJsonInvoice(read_posted)) {
        for (const std::string& path : paths) bytes_total_ += bytes_of(path);
    }

    CsvTally read() {
        for (const std::string& path : paths_) {
            try {
                read_one(path);
            } catch (const std::bad_alloc&) {
                reject(path, "a file that needs more memory than there is", "a smaller file");
            }
            bytes_done_ += bytes_of(path);
            intake_.progress(bytes_done_, bytes_total_);
        }
        return tally_;
    }

  private:
    void reject(const std::string& path, std::string found, std::string expected) {
        intake_.reject({path, 0, {}}, {{"", std::move(found), std::move(expected)}});
    }

    void read_one(const std::string& path) {
        if (std::error_code error; !std::filesystem::is_regular_file(path, error))
            return reject(path, error ? error.message() : "not a file", "a file that can be read");
        std::ifstream in(path, std::ios::binary);
        if (!in) return reject(path, std::strerror(errno), "a file that can be read");
        std::array<char, 4096> head{};
        in.read(head.data(), head.size());
        const Kind kind = kind_of({head.data(), static_cast<std::size_t>(in.gcount())});
        in.clear();
        in.seekg(0);
        read_as(kind, path, in);
    }

    void read_as(Kind kind, const std::string& path, std::ifstream& in) {
        constexpr const char* known = "UBL XML, CSV with a mapping, or JSON lines";
        const auto at_byte = [this](std::uint64_t byte) { intake_.progress(bytes_done_ + byte, bytes_total_); };
        switch (kind) {
            case Kind::xml: return read_xml(path, in);
            case Kind::json_lines: return read_json_lines(in, path, read_json_, intake_, at_byte);
            case Kind::text: {
                if (mapping_ == nullptr)
                    return reject(path, "text, and no mapping that says what its columns mean",
                                  "--mapping FILE for CSV");
                const CsvTally tally = read_csv_invoices(in, path, *mapping_, intake_, at_byte);
                tally_.rows += tally.rows;
                tally_.rows_in_invoices += tally.rows_in_invoices;
                tally_.rows_in_rejects += tally.rows_in_rejects;
                return;
            }
            case Kind::empty: return reject(path, "an empty file", known);
            case Kind::compressed: return reject(path, "a compressed file", "the file unpacked");
            case Kind::unknown: return reject(path, "bytes that are not text", known);
        }
    }

    void read_xml(const std::string& path, std::ifstream& in) {
        const std::uint64_t bytes = bytes_of(path);
        if (bytes > limits_.document_bytes_max)
            return reject(path, std::to_string(bytes) + " bytes",
                          "at most " + std::to_string(limits_.document_bytes_max) + " in one XML document");
        std::string text(bytes, '\0');
        in.read(text.data(), static_cast<std::streamsize>(text.size()));
        if (static_cast<std::uint64_t>(in.gcount()) != bytes)
            return reject(path, "a file that can't be read to its end", "a file that can be read");
        read_ubl(std::move(text), path, limits_, intake_);
    }

    std::span<const std::string> paths_;
    const Mapping* mapping_;
    Intake& intake_;
    const XmlLimits& limits_;
    ReadJsonInvoice read_json_;
    std::uint64_t bytes_total_ = 0;
    std::uint64_t bytes_done_ = 0;
    CsvTally tally_;
};

}  // namespace

CsvTally read_files(std::span<const std::string> paths, const Mapping* mapping, Intake& intake,
                    const ReadOptions& options) {
    return Reading(paths, mapping, intake, options).read();
}

}  // namespace makegood::import
