#include "storage/rocksdb/testing/fault_file_system.h"

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <system_error>
#include <utility>

#include "absl/strings/match.h"

namespace ogi {

using rocksdb::FileOptions;
using rocksdb::FSDirectory;
using rocksdb::FSWritableFile;
using rocksdb::IODebugContext;
using rocksdb::IOOptions;
using rocksdb::IOStatus;
using rocksdb::Slice;

namespace {

std::string Normal(const std::string& path) {
  return std::filesystem::path(path).lexically_normal().string();
}

std::string DirectoryOf(const std::string& normal_path) {
  return std::filesystem::path(normal_path).parent_path().string();
}

// RocksDB's own FileSystem::Truncate does nothing on POSIX.
void CutBelow(const std::string& path, uint64_t size) {
  std::error_code error;
  std::filesystem::resize_file(path, size, error);
  if (error) std::abort();
}

IOStatus Stopped() { return IOStatus::IOError("the test stopped the disk"); }
IOStatus Full() { return IOStatus::NoSpace("the test filled the disk"); }

}  // namespace

class FaultWritableFile : public rocksdb::FSWritableFileOwnerWrapper {
 public:
  FaultWritableFile(std::unique_ptr<FSWritableFile> below, std::string path, FaultFileSystem* disk)
      : FSWritableFileOwnerWrapper(std::move(below)), path_(std::move(path)), disk_(disk) {}
  ~FaultWritableFile() override { FaultWritableFile::Close({}, nullptr).PermitUncheckedError(); }

  IOStatus Append(const Slice& data, const IOOptions& options, IODebugContext* debug) override {
    if (disk_->stopped()) return Stopped();
    const uint64_t granted = disk_->Grant(data.size());
    // A full disk takes what still fits.
    IOStatus status = target()->Append(Slice(data.data(), granted), options, debug);
    if (!status.ok()) return status;
    disk_->Appended(path_, granted);
    return granted == data.size() ? status : Full();
  }
  IOStatus Append(const Slice& data, const IOOptions& options,
                  const rocksdb::DataVerificationInfo& /*verification*/,
                  IODebugContext* debug) override {
    return Append(data, options, debug);
  }
  // Of direct I/O, which the tests do not use.
  IOStatus PositionedAppend(const Slice& /*data*/, uint64_t /*offset*/,
                            const IOOptions& /*options*/, IODebugContext* /*debug*/) override {
    return IOStatus::NotSupported("positioned append");
  }
  IOStatus PositionedAppend(const Slice& data, uint64_t offset, const IOOptions& options,
                            const rocksdb::DataVerificationInfo& /*verification*/,
                            IODebugContext* debug) override {
    return PositionedAppend(data, offset, options, debug);
  }
  IOStatus Truncate(uint64_t size, const IOOptions& options, IODebugContext* debug) override {
    if (disk_->stopped()) return Stopped();
    IOStatus status = target()->Truncate(size, options, debug);
    if (status.ok()) disk_->Resized(path_, size);
    return status;
  }
  IOStatus Sync(const IOOptions& options, IODebugContext* debug) override {
    IOStatus status = target()->Flush(options, debug);
    return status.ok() ? disk_->Synced(path_) : status;
  }
  IOStatus Fsync(const IOOptions& options, IODebugContext* debug) override {
    return Sync(options, debug);
  }
  IOStatus Close(const IOOptions& options, IODebugContext* debug) override {
    IOStatus status = target()->Close(options, debug);
    disk_->Closed(path_);
    return status;
  }
  // Only starts writing out; nothing is durable by it.
  IOStatus RangeSync(uint64_t /*offset*/, uint64_t /*bytes*/, const IOOptions& /*options*/,
                     IODebugContext* /*debug*/) override {
    return IOStatus::OK();
  }

 private:
  const std::string path_;
  FaultFileSystem* const disk_;
};

class FaultDirectory : public rocksdb::FSDirectoryWrapper {
 public:
  FaultDirectory(std::unique_ptr<FSDirectory> below, std::string path, FaultFileSystem* disk)
      : FSDirectoryWrapper(std::move(below)), path_(std::move(path)), disk_(disk) {}

  IOStatus Fsync(const IOOptions& /*options*/, IODebugContext* /*debug*/) override {
    return disk_->DirectorySynced(path_);
  }
  IOStatus FsyncWithDirOptions(const IOOptions& options, IODebugContext* debug,
                               const rocksdb::DirFsyncOptions& /*dir_options*/) override {
    return Fsync(options, debug);
  }

 private:
  const std::string path_;
  FaultFileSystem* const disk_;
};

void FaultFileSystem::Stop() {
  absl::MutexLock lock(&mutex_);
  stopped_ = true;
}

void FaultFileSystem::DropUnsynced() {
  absl::MutexLock lock(&mutex_);
  for (auto rename = renames_.rbegin(); rename != renames_.rend(); ++rename) {
    target()->RenameFile(rename->to, rename->from, {}, nullptr).PermitUncheckedError();
    const auto moved = files_.find(rename->to);
    if (moved != files_.end()) {
      files_[rename->from] = moved->second;
      files_.erase(moved);
    }
    if (rename->replaced.has_value()) {
      rocksdb::WriteStringToFile(target(), *rename->replaced, rename->to).PermitUncheckedError();
    }
  }
  renames_.clear();
  for (const auto& [path, file] : files_) {
    if (!file.named) {
      target()->DeleteFile(path, {}, nullptr).PermitUncheckedError();
    } else if (file.synced < file.size) {
      CutBelow(path, file.synced);
    }
  }
  files_.clear();
  next_sync_ = NextSync::kWorks;
  stopped_ = false;
}

void FaultFileSystem::SetRoom(std::optional<uint64_t> bytes) {
  absl::MutexLock lock(&mutex_);
  room_ = bytes;
}

void FaultFileSystem::FailNextLogSync(bool lose) {
  absl::MutexLock lock(&mutex_);
  next_sync_ = lose ? NextSync::kLoses : NextSync::kFails;
}

int64_t FaultFileSystem::syncs() const {
  absl::MutexLock lock(&mutex_);
  return syncs_;
}

uint64_t FaultFileSystem::Grant(uint64_t bytes) {
  absl::MutexLock lock(&mutex_);
  if (!room_.has_value()) return bytes;
  const uint64_t granted = std::min(bytes, *room_);
  *room_ -= granted;
  return granted;
}

bool FaultFileSystem::stopped() const {
  absl::MutexLock lock(&mutex_);
  return stopped_;
}

void FaultFileSystem::Appended(const std::string& path, uint64_t bytes) {
  absl::MutexLock lock(&mutex_);
  files_[path].size += bytes;
}

void FaultFileSystem::Resized(const std::string& path, uint64_t size) {
  absl::MutexLock lock(&mutex_);
  File& file = files_[path];
  file.size = size;
  file.synced = std::min(file.synced, size);
}

IOStatus FaultFileSystem::Synced(const std::string& path) {
  absl::MutexLock lock(&mutex_);
  if (stopped_) return Stopped();
  ++syncs_;
  File& file = files_[path];
  if (next_sync_ != NextSync::kWorks && absl::EndsWith(path, ".log")) {
    file.sync_failed = true;
    file.lost = next_sync_ == NextSync::kLoses;
    next_sync_ = NextSync::kWorks;
    return IOStatus::IOError("the test failed a sync");
  }
  if (!file.sync_failed) file.synced = file.size;
  return IOStatus::OK();
}

void FaultFileSystem::Closed(const std::string& path) {
  absl::MutexLock lock(&mutex_);
  const auto found = files_.find(path);
  if (found == files_.end() || !found->second.lost) return;
  CutBelow(path, found->second.synced);
  found->second.size = found->second.synced;
}

IOStatus FaultFileSystem::DirectorySynced(const std::string& directory) {
  absl::MutexLock lock(&mutex_);
  if (stopped_) return Stopped();
  for (auto& [path, file] : files_) {
    if (DirectoryOf(path) == directory) file.named = true;
  }
  renames_.erase(
      std::remove_if(renames_.begin(), renames_.end(),
                     [&](const Rename& rename) { return DirectoryOf(rename.to) == directory; }),
      renames_.end());
  return IOStatus::OK();
}

IOStatus FaultFileSystem::NewWritableFile(const std::string& path, const FileOptions& options,
                                          std::unique_ptr<FSWritableFile>* result,
                                          IODebugContext* debug) {
  if (stopped()) return Stopped();
  std::unique_ptr<FSWritableFile> below;
  IOStatus status = target()->NewWritableFile(path, options, &below, debug);
  if (!status.ok()) return status;
  const std::string normal = Normal(path);
  {
    absl::MutexLock lock(&mutex_);
    files_[normal] = File{};
  }
  *result = std::make_unique<FaultWritableFile>(std::move(below), normal, this);
  return status;
}

IOStatus FaultFileSystem::ReopenWritableFile(const std::string& path, const FileOptions& options,
                                             std::unique_ptr<FSWritableFile>* result,
                                             IODebugContext* debug) {
  if (stopped()) return Stopped();
  uint64_t size = 0;
  const bool existed = target()->GetFileSize(path, {}, &size, debug).ok();
  std::unique_ptr<FSWritableFile> below;
  IOStatus status = target()->ReopenWritableFile(path, options, &below, debug);
  if (!status.ok()) return status;
  const std::string normal = Normal(path);
  {
    absl::MutexLock lock(&mutex_);
    files_.emplace(normal, File{size, size, false, false, existed});
  }
  *result = std::make_unique<FaultWritableFile>(std::move(below), normal, this);
  return status;
}

IOStatus FaultFileSystem::ReuseWritableFile(const std::string& path, const std::string& old_path,
                                            const FileOptions& options,
                                            std::unique_ptr<FSWritableFile>* result,
                                            IODebugContext* debug) {
  IOStatus status = RenameFile(old_path, path, options.io_options, debug);
  return status.ok() ? ReopenWritableFile(path, options, result, debug) : status;
}

IOStatus FaultFileSystem::NewDirectory(const std::string& path, const IOOptions& options,
                                       std::unique_ptr<FSDirectory>* result,
                                       IODebugContext* debug) {
  std::unique_ptr<FSDirectory> below;
  IOStatus status = target()->NewDirectory(path, options, &below, debug);
  if (!status.ok()) return status;
  // A path that ends in a slash names the same directory.
  *result =
      std::make_unique<FaultDirectory>(std::move(below), DirectoryOf(Normal(path + "/")), this);
  return status;
}

IOStatus FaultFileSystem::DeleteFile(const std::string& path, const IOOptions& options,
                                     IODebugContext* debug) {
  if (stopped()) return Stopped();
  uint64_t size = 0;
  target()->GetFileSize(path, options, &size, debug).PermitUncheckedError();
  IOStatus status = target()->DeleteFile(path, options, debug);
  if (!status.ok()) return status;
  absl::MutexLock lock(&mutex_);
  if (room_.has_value()) *room_ += size;
  files_.erase(Normal(path));
  return status;
}

IOStatus FaultFileSystem::RenameFile(const std::string& from, const std::string& to,
                                     const IOOptions& options, IODebugContext* debug) {
  if (stopped()) return Stopped();
  Rename rename{Normal(from), Normal(to), std::nullopt};
  std::string replaced;
  if (rocksdb::ReadFileToString(target(), to, &replaced).ok()) {
    rename.replaced = std::move(replaced);
  }
  IOStatus status = target()->RenameFile(from, to, options, debug);
  if (!status.ok()) return status;
  absl::MutexLock lock(&mutex_);
  const auto moved = files_.find(rename.from);
  if (moved != files_.end()) {
    files_[rename.to] = moved->second;
    files_.erase(moved);
  } else {
    files_.erase(rename.to);
  }
  renames_.push_back(std::move(rename));
  return status;
}

IOStatus FaultFileSystem::LinkFile(const std::string& from, const std::string& to,
                                   const IOOptions& options, IODebugContext* debug) {
  if (stopped()) return Stopped();
  IOStatus status = target()->LinkFile(from, to, options, debug);
  if (!status.ok()) return status;
  uint64_t size = 0;
  target()->GetFileSize(to, options, &size, debug).PermitUncheckedError();
  absl::MutexLock lock(&mutex_);
  const auto linked = files_.find(Normal(from));
  File file = linked != files_.end() ? linked->second : File{size, size, false, false, false};
  file.named = false;
  files_[Normal(to)] = file;
  return status;
}

IOStatus FaultFileSystem::Truncate(const std::string& path, size_t size, const IOOptions& options,
                                   IODebugContext* debug) {
  if (stopped()) return Stopped();
  IOStatus status = target()->Truncate(path, size, options, debug);
  absl::MutexLock lock(&mutex_);
  const auto found = files_.find(Normal(path));
  if (status.ok() && found != files_.end()) {
    found->second.size = size;
    found->second.synced = std::min<uint64_t>(found->second.synced, size);
  }
  return status;
}

IOStatus FaultFileSystem::GetFreeSpace(const std::string& path, const IOOptions& options,
                                       uint64_t* free_bytes, IODebugContext* debug) {
  absl::MutexLock lock(&mutex_);
  if (!room_.has_value()) return target()->GetFreeSpace(path, options, free_bytes, debug);
  *free_bytes = *room_;
  return IOStatus::OK();
}

std::unique_ptr<rocksdb::Env> EnvOf(std::shared_ptr<FaultFileSystem> file_system) {
  return rocksdb::NewCompositeEnv(std::move(file_system));
}

}  // namespace ogi
