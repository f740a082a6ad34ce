// Owners of OpenSSL's objects.
#ifndef OGI_SERVICES_ACCESS_OPENSSL_HANDLES_H_
#define OGI_SERVICES_ACCESS_OPENSSL_HANDLES_H_

#include <openssl/bio.h>
#include <openssl/evp.h>
#include <openssl/x509.h>
#include <openssl/x509v3.h>

#include <memory>

#include "absl/strings/string_view.h"

namespace ogi {

template <auto kFree>
struct OpensslDeleter {
  template <typename Object>
  void operator()(Object* object) const {
    kFree(object);
  }
};

using BioHandle = std::unique_ptr<BIO, OpensslDeleter<&BIO_free_all>>;
using KeyHandle = std::unique_ptr<EVP_PKEY, OpensslDeleter<&EVP_PKEY_free>>;
using CertificateHandle = std::unique_ptr<X509, OpensslDeleter<&X509_free>>;
using NamesHandle = std::unique_ptr<GENERAL_NAMES, OpensslDeleter<&GENERAL_NAMES_free>>;

// Reads `text`, which outlives it.
inline BioHandle BioOf(absl::string_view text) {
  return BioHandle(BIO_new_mem_buf(text.data(), static_cast<int>(text.size())));
}

}  // namespace ogi

#endif  // OGI_SERVICES_ACCESS_OPENSSL_HANDLES_H_
