#include "adapters/import/rejects_writer.hpp"

#include <cerrno>
#include <cstdio>
#include <cstring>
#include <string_view>

#include "adapters/codec/csv_writer.hpp"

namespace makegood::import {

Result<RejectsWriter, std::string> RejectsWriter::open(std::string path) {
    std::ofstream out(path + ".part", std::ios::binary | std::ios::trunc);
    if (!out) return Failure{path + ".part: " + std::strerror(errno)};
    std::string header;
    codec::CsvWriter csv(header);
    for (std::string_view name : {"file", "line", "document", "pointer", "found", "expected"}) csv.text(name);
    csv.row_end();
    out << header;
    return RejectsWriter(std::move(path), std::move(out));
}

RejectsWriter::RejectsWriter(RejectsWriter&& other) noexcept
    : path_(std::move(other.path_)), out_(std::move(other.out_)), rows_(other.rows_), is_open_(other.is_open_) {
    other.is_open_ = false;
}

RejectsWriter::~RejectsWriter() {
    if (!is_open_) return;
    out_.close();
    std::remove(part_path().c_str());
}

void RejectsWriter::write(const Source& source, const Findings& findings) {
    std::string rows;
    codec::CsvWriter csv(rows);
    for (const Finding& finding : findings) {
        csv.text(source.file);
        if (source.line == 0)
            csv.empty();
        else
            csv.number(std::to_string(source.line));
        csv.text(source.document).text(finding.pointer).text(finding.found).text(finding.expected).row_end();
        ++rows_;
    }
    out_ << rows;
}

Result<std::uint64_t, std::string> RejectsWriter::finish() {
    out_.close();
    if (!out_) return Failure{part_path() + ": cannot be written to its end"};
    if (std::rename(part_path().c_str(), path_.c_str()) != 0) return Failure{path_ + ": " + std::strerror(errno)};
    is_open_ = false;
    return rows_;
}

}  // namespace makegood::import
