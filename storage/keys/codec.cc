#include "storage/keys/codec.h"

#include "absl/strings/str_cat.h"
#include "common/big_endian.h"
#include "common/errors.h"

namespace ogi {
namespace {

constexpr char kEscape = '\x00';
constexpr char kEscapedZero = '\xff';
// Below kEscapedZero, so that the end of a string sorts before any byte that could follow in it. It
// must be two bytes: after a terminator of one, a field that begins with FF would look like an
// escaped zero.
constexpr char kEnd = '\x00';

}  // namespace

KeyWriter& KeyWriter::String(absl::string_view value) {
  for (char byte : value) {
    bytes_.push_back(byte);
    if (byte == kEscape) bytes_.push_back(kEscapedZero);
  }
  bytes_.push_back(kEscape);
  bytes_.push_back(kEnd);
  return *this;
}

KeyWriter& KeyWriter::Raw(absl::string_view value) {
  bytes_.append(value.data(), value.size());
  return *this;
}

KeyWriter& KeyWriter::BigEndian(uint64_t value, size_t width) {
  AppendBigEndian(value, width, bytes_);
  return *this;
}

KeyReader::KeyReader(absl::string_view key, uint8_t table) : rest_(key) {
  if (Uint8() != table) Fail("is of another table");
}

std::string KeyReader::String() {
  std::string value;
  for (size_t i = 0; i + 1 < rest_.size(); ++i) {
    if (rest_[i] != kEscape) {
      value.push_back(rest_[i]);
      continue;
    }
    ++i;
    if (rest_[i] == kEnd) {
      rest_.remove_prefix(i + 1);
      return value;
    }
    if (rest_[i] != kEscapedZero) {
      Fail("has a bad escape");
      return "";
    }
    value.push_back(kEscape);
  }
  Fail("ends within a string");
  return "";
}

std::string KeyReader::Raw(size_t width) {
  if (rest_.size() < width) {
    Fail("is too short");
    return "";
  }
  std::string value(rest_.substr(0, width));
  rest_.remove_prefix(width);
  return value;
}

uint64_t KeyReader::BigEndian(size_t width) {
  if (rest_.size() < width) {
    Fail("is too short");
    return 0;
  }
  const uint64_t value = ReadBigEndian(rest_.substr(0, width));
  rest_.remove_prefix(width);
  return value;
}

absl::Status KeyReader::Finish() {
  if (!rest_.empty()) Fail("has bytes left over");
  return status_;
}

void KeyReader::Fail(absl::string_view what) {
  rest_ = {};
  if (status_.ok()) status_ = errors::RecordDamaged(absl::StrCat("a key ", what));
}

Range PrefixRange(absl::string_view prefix) {
  std::string end(prefix);
  // The least string above all that begin with the prefix: its last byte that can grow grows.
  while (!end.empty() && end.back() == '\xff') end.pop_back();
  if (!end.empty()) end.back() = static_cast<char>(static_cast<unsigned char>(end.back()) + 1);
  return {std::string(prefix), end};
}

}  // namespace ogi
