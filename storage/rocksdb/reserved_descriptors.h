// A file system that still opens files when connections have taken all descriptors.
//
// A server accepts connections until the soft limit of open files; a store that cannot open its
// next log then would stop. So the server keeps its soft limit below the hard one
// (services/server/descriptors.h), and here, when opening meets the soft limit, it is lifted for
// that one opening.
#ifndef OGI_STORAGE_ROCKSDB_RESERVED_DESCRIPTORS_H_
#define OGI_STORAGE_ROCKSDB_RESERVED_DESCRIPTORS_H_

#include <rocksdb/env.h>
#include <rocksdb/file_system.h>

#include <memory>
#include <string>

namespace ogi {

// Threads: any, at once.
class ReservedDescriptors : public rocksdb::FileSystemWrapper {
 public:
  using Options = rocksdb::FileOptions;
  using Debug = rocksdb::IODebugContext;
  using Status = rocksdb::IOStatus;

  explicit ReservedDescriptors(const std::shared_ptr<rocksdb::FileSystem>& base)
      : rocksdb::FileSystemWrapper(base) {}

  static const char* kClassName() { return "ReservedDescriptors"; }
  const char* Name() const override { return kClassName(); }

  Status NewSequentialFile(const std::string& path, const Options& options,
                           std::unique_ptr<rocksdb::FSSequentialFile>* file, Debug* debug) override;
  Status NewRandomAccessFile(const std::string& path, const Options& options,
                             std::unique_ptr<rocksdb::FSRandomAccessFile>* file,
                             Debug* debug) override;
  Status NewWritableFile(const std::string& path, const Options& options,
                         std::unique_ptr<rocksdb::FSWritableFile>* file, Debug* debug) override;
  Status ReopenWritableFile(const std::string& path, const Options& options,
                            std::unique_ptr<rocksdb::FSWritableFile>* file, Debug* debug) override;
  Status ReuseWritableFile(const std::string& path, const std::string& old_path,
                           const Options& options, std::unique_ptr<rocksdb::FSWritableFile>* file,
                           Debug* debug) override;
  Status NewDirectory(const std::string& path, const rocksdb::IOOptions& options,
                      std::unique_ptr<rocksdb::FSDirectory>* directory, Debug* debug) override;
  Status GetChildren(const std::string& path, const rocksdb::IOOptions& options,
                     std::vector<std::string>* names, Debug* debug) override;
};

// The host's files, opened so.
std::unique_ptr<rocksdb::Env> NewReservedEnv();

}  // namespace ogi

#endif  // OGI_STORAGE_ROCKSDB_RESERVED_DESCRIPTORS_H_
