// A log is a row of blocks of 32 KiB, and a block a row of records; no record crosses a block.
//
//   | checksum 4 | length 2 | type 1 | payload … |          little-endian
//
// A commit that fits is one record of type 1 (full); a longer one is cut in records of types 2
// (first), 3 (middle) … 4 (last). The checksum, CRC-32C in the disguise that LevelDB gave it,
// covers type and payload. The last bytes of a block, where no header fits, are zero. Example, a
// bit flipped in B:
//
//   | A full | B full | C full |      A can be read, B cannot, C can: rot
//   | A full | B fu                   A can be read, B cannot, nothing follows: torn by a crash
//
// Where a record cannot be read its length cannot be trusted either, so the next one is looked for
// at every byte of the rest of the block.
#include "storage/rocksdb/log_scan.h"

#include <algorithm>
#include <array>
#include <cstdint>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <optional>
#include <system_error>

#include "absl/strings/str_cat.h"
#include "common/errors.h"
#include "common/status_macros.h"

namespace ogi {
namespace {

constexpr size_t kBlockBytes = 32'768;
constexpr size_t kHeaderBytes = 7;
constexpr uint8_t kFull = 1;
constexpr uint8_t kFirst = 2;
constexpr uint8_t kLast = 4;
// Says how what follows is packed.
constexpr uint8_t kCompression = 9;

constexpr std::array<uint32_t, 256> MakeCrcTable() {
  std::array<uint32_t, 256> table = {};
  for (uint32_t byte = 0; byte < 256; ++byte) {
    uint32_t crc = byte;
    for (int bit = 0; bit < 8; ++bit) crc = crc & 1U ? crc >> 1 ^ 0x82F63B78U : crc >> 1;
    table[byte] = crc;
  }
  return table;
}

uint32_t Crc32c(absl::string_view bytes) {
  static constexpr std::array<uint32_t, 256> kTable = MakeCrcTable();
  uint32_t crc = 0xFFFFFFFFU;
  for (const char byte : bytes) {
    crc = kTable[(crc ^ static_cast<unsigned char>(byte)) & 0xFFU] ^ crc >> 8;
  }
  return ~crc;
}

// Checksums of checksums are weak, so LevelDB stores them turned and shifted.
uint32_t Disguise(uint32_t crc) { return (crc >> 15 | crc << 17) + 0xA282EAD8U; }

uint32_t LittleEndian(absl::string_view bytes) {
  uint32_t number = 0;
  for (size_t i = bytes.size(); i > 0; --i) {
    number = number << 8 | static_cast<unsigned char>(bytes[i - 1]);
  }
  return number;
}

struct LogRecord {
  uint8_t type = 0;
  // Header and payload.
  size_t bytes = 0;
};

// The record at the beginning of `rest`, the rest of a block; nullopt if there is none whole.
std::optional<LogRecord> ReadLogRecord(absl::string_view rest) {
  if (rest.size() < kHeaderBytes) return std::nullopt;
  const auto type = static_cast<uint8_t>(rest[6]);
  if ((type < kFull || type > kLast) && type != kCompression) return std::nullopt;
  const size_t length = LittleEndian(rest.substr(4, 2));
  if (kHeaderBytes + length > rest.size()) return std::nullopt;
  const uint32_t crc = Disguise(Crc32c(rest.substr(6, 1 + length)));
  if (crc != LittleEndian(rest.substr(0, 4))) return std::nullopt;
  return LogRecord{type, kHeaderBytes + length};
}

bool IsZero(absl::string_view bytes) {
  return std::all_of(bytes.begin(), bytes.end(), [](char byte) { return byte == 0; });
}

absl::StatusOr<std::string> ReadFile(const std::filesystem::path& path) {
  std::ifstream file(path, std::ios::binary);
  std::string bytes((std::istreambuf_iterator<char>(file)), std::istreambuf_iterator<char>());
  if (!file && !file.eof()) {
    return errors::StorageUnavailable(absl::StrCat("cannot read ", path.string()));
  }
  return bytes;
}

}  // namespace

absl::Status CheckLog(absl::string_view log, absl::string_view name) {
  std::optional<size_t> damaged;
  for (size_t begin = 0; begin < log.size(); begin += kBlockBytes) {
    const absl::string_view block = log.substr(begin, kBlockBytes);
    size_t at = 0;
    while (at < block.size()) {
      const absl::string_view rest = block.substr(at);
      const std::optional<LogRecord> record = ReadLogRecord(rest);
      if (record.has_value()) {
        if (damaged.has_value() && (record->type == kFull || record->type == kFirst)) {
          return errors::RecordDamaged(
              absl::StrCat(name, " is damaged at byte ", *damaged,
                           ": what was committed after it is still there"));
        }
        at += record->bytes;
      } else if (IsZero(rest)) {
        break;
      } else {
        if (!damaged.has_value()) damaged = begin + at;
        ++at;
      }
    }
  }
  return absl::OkStatus();
}

absl::Status CheckLogs(const std::string& directory) {
  std::error_code error;
  for (std::filesystem::directory_iterator at(directory, error), end; !error && at != end;
       at.increment(error)) {
    if (at->path().extension() != ".log") continue;
    OGI_ASSIGN_OR_RETURN(const std::string log, ReadFile(at->path()));
    OGI_RETURN_IF_ERROR(CheckLog(log, at->path().string()));
  }
  if (error) {
    return errors::StorageUnavailable(
        absl::StrCat("cannot list ", directory, ": ", error.message()));
  }
  return absl::OkStatus();
}

}  // namespace ogi
