// Any text as a page token, and any key and query in one.
#include <cstddef>
#include <cstdint>
#include <string>

#include "services/handler/page_token.h"
#include "tests/fuzz/expect.h"

namespace ogi {
namespace {

constexpr absl::string_view kSecret = "0123456789abcdef0123456789abcdef";

void Fuzz(absl::string_view bytes) {
  // Nobody without the secret makes a token.
  const absl::StatusOr<std::string> forged = ReadPageToken(kSecret, "query", bytes);
  Expect(forged.ok() == bytes.empty(), "a token that was not made here is refused");
  if (!forged.ok()) ExpectHelpful(forged.status());

  // What was made is read back, for its own query and by its own secret only.
  const absl::string_view key = bytes.substr(0, bytes.size() / 2);
  const std::string query(bytes.substr(bytes.size() / 2));
  const std::string token = MakePageToken(kSecret, query, key);
  const absl::StatusOr<std::string> read = ReadPageToken(kSecret, query, token);
  Expect(read.ok() && *read == key, "a token gives its key back");
  Expect(!ReadPageToken(kSecret, query + "x", token).ok(), "a token is bound to its query");
  const std::string another_secret(32, 's');
  Expect(!ReadPageToken(another_secret, query, token).ok(), "a token is bound to its secret");

  // A changed character, chosen by the input: base64 has several writings of the same bytes, so
  // that what is read must be the same key or nothing.
  std::string changed = token;
  const size_t place = bytes.empty() ? 0 : static_cast<uint8_t>(bytes[0]) % changed.size();
  changed[place] = changed[place] == 'A' ? 'B' : 'A';
  const absl::StatusOr<std::string> reread = ReadPageToken(kSecret, query, changed);
  Expect(!reread.ok() || *reread == key, "a changed token gives no other key");
}

}  // namespace
}  // namespace ogi

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  ogi::Fuzz(absl::string_view(reinterpret_cast<const char*>(data), size));
  return 0;
}
