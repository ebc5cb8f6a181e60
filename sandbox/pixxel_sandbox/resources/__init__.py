"""What the operations do, one module a tag of the contract.

Every public function of such a module is the handler of the operation of its name (`list_aois` of `listAois`): it takes
a `Call`, whose parameters and body are valid by the contract, and returns what is answered, of the media type that the
contract gives: what JSON is made of, a text, bytes, or None for no content. Where several successes are documented, an
`Answer` says which. Or it raises `ApiError`, and whatever it has written is undone.
"""
