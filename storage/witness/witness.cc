#include "storage/witness/witness.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>
#include <iterator>
#include <utility>
#include <vector>

#include "absl/strings/escaping.h"
#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "absl/time/time.h"
#include "common/digest.h"
#include "common/errors.h"
#include "common/status_macros.h"
#include "storage/commit/committer.h"

namespace ogi {
namespace {

constexpr absl::string_view kFirstLine = "ogi-witness 1";
constexpr absl::Duration kPeriod = absl::Seconds(1);

absl::Status FileError(absl::string_view what, const std::string& path) {
  const int error = errno;
  if (error == ENOSPC || error == EDQUOT) return errors::StorageFull();
  return errors::StorageUnavailable(
      absl::StrCat("cannot ", what, " ", path, ": ", strerror(error)));
}

absl::Status Damaged(const std::string& path) {
  return errors::RecordDamaged(absl::StrCat("the witness ", path, " is damaged"));
}

std::string TextOf(const Heads& heads) {
  std::string text = absl::StrCat(kFirstLine, "\n");
  for (const auto& [partition, place] : heads) {
    absl::StrAppend(&text, partition, " ", place.epoch, " ", place.sequence, "\n");
  }
  return absl::StrCat(text, "sha256 ", absl::BytesToHexString(Sha256(text)), "\n");
}

absl::StatusOr<Heads> Parse(absl::string_view text, const std::string& path) {
  const size_t last_line = text.rfind("sha256 ");
  if (last_line == absl::string_view::npos) return Damaged(path);
  Heads heads;
  const absl::string_view lines = text.substr(0, last_line);
  const std::vector<absl::string_view> all = absl::StrSplit(lines, '\n', absl::SkipEmpty());
  for (size_t i = 1; i < all.size(); ++i) {
    const std::vector<absl::string_view> words = absl::StrSplit(all[i], ' ');
    Place place;
    if (words.size() != 3 || !absl::SimpleAtoi(words[1], &place.epoch) ||
        !absl::SimpleAtoi(words[2], &place.sequence)) {
      return Damaged(path);
    }
    heads[Partition(words[0])] = place;
  }
  // Everything is in the digest, so what it would be written as must be what is there.
  if (TextOf(heads) != text) return Damaged(path);
  return heads;
}

absl::Status WriteSynced(const std::string& path, absl::string_view text) {
  const int file = open(path.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);
  if (file < 0) return FileError("make", path);
  absl::Status status;
  if (write(file, text.data(), text.size()) != static_cast<ssize_t>(text.size())) {
    status = FileError("write", path);
  } else if (fsync(file) != 0) {
    status = FileError("sync", path);
  }
  close(file);
  return status;
}

absl::Status SyncDirectory(const std::string& path) {
  const int directory = open(path.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  if (directory < 0) return FileError("open", path);
  const bool synced = fsync(directory) == 0;
  absl::Status status = synced ? absl::OkStatus() : FileError("sync", path);
  close(directory);
  return status;
}

}  // namespace

absl::StatusOr<std::optional<Heads>> ReadWitness(const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  if (!file) {
    if (access(path.c_str(), F_OK) != 0) return std::nullopt;
    return FileError("read", path);
  }
  const std::string text((std::istreambuf_iterator<char>(file)), std::istreambuf_iterator<char>());
  OGI_ASSIGN_OR_RETURN(Heads heads, Parse(text, path));
  return heads;
}

absl::Status WriteWitness(const std::string& path, const Heads& heads) {
  const std::string next = path + ".new";
  OGI_RETURN_IF_ERROR(WriteSynced(next, TextOf(heads)));
  if (rename(next.c_str(), path.c_str()) != 0) return FileError("replace", path);
  return SyncDirectory(std::filesystem::path(path).parent_path().string());
}

absl::StatusOr<Heads> HeadsOf(const Reader& store) {
  Heads heads;
  for (const Partition& partition : AllPartitions()) {
    OGI_ASSIGN_OR_RETURN(const Stamp stamp, LatestStamp(store, partition));
    if (stamp.place.sequence > 0) heads[partition] = stamp.place;
  }
  return heads;
}

WitnessKeeper::WitnessKeeper(std::string path, Heads heads)
    : path_(std::move(path)), heads_(std::move(heads)) {
  WriteIfChanged();
  thread_ = std::thread([this] { Keep(); });
}

WitnessKeeper::~WitnessKeeper() {
  stop_.Notify();
  thread_.join();
  WriteIfChanged();
}

void WitnessKeeper::Saw(absl::string_view partition, const Place& place) {
  absl::MutexLock lock(&mutex_);
  Place& head = heads_[Partition(partition)];
  if (place <= head) return;
  head = place;
  changed_ = true;
}

absl::Status WitnessKeeper::status() const {
  absl::MutexLock lock(&mutex_);
  return status_;
}

void WitnessKeeper::Keep() {
  while (!stop_.WaitForNotificationWithTimeout(kPeriod)) WriteIfChanged();
}

void WitnessKeeper::WriteIfChanged() {
  Heads heads;
  {
    absl::MutexLock lock(&mutex_);
    if (!changed_) return;
    changed_ = false;
    heads = heads_;
  }
  const absl::Status status = WriteWitness(path_, heads);
  absl::MutexLock lock(&mutex_);
  status_ = status;
  changed_ |= !status.ok();
}

}  // namespace ogi
