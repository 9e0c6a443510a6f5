#include "adapters/sqlite/archive.hpp"

#include "adapters/sqlite/schema.hpp"
#include "adapters/sqlite/sqlite_reader.hpp"

namespace makegood::sqlite {

struct Archive::Impl {
    SqliteReader reader;
};

Archive::Archive(std::unique_ptr<Impl> impl) : impl_(std::move(impl)) {}
Archive::~Archive() {
    impl_->reader.end();
}
Reader& Archive::reader() {
    return impl_->reader;
}

Result<std::unique_ptr<Archive>, std::string> Archive::open(const std::string& path, Crypto& crypto) {
    Options options;
    options.path = path;
    options.reader_age_max = std::chrono::hours(24);
    if (std::string reason = objection(options); !reason.empty()) return Failure{std::move(reason)};
    try {
        if (!is_prepared(options))
            return Failure{"\"" + path + "\" is not there, or holds no journal of this version of makegood yet"};
        auto impl = std::unique_ptr<Impl>(new Impl{SqliteReader(options, crypto)});
        impl->reader.begin();
        return std::unique_ptr<Archive>(new Archive(std::move(impl)));
    } catch (const SQLite::Exception& failure) {
        return Failure{"\"" + path + "\" cannot be read: " + failure.what()};
    }
}

}  // namespace makegood::sqlite
