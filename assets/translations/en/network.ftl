# The network, and how numbers are checked.

network-title = Network
network-lead = You are on { $name }.
network-lead-practice = You are on the network “{ $name }”. It is for practice.
network-no-tip = No block has been verified yet. This takes a few seconds once a peer is found.
network-tip = Newest verified block
network-stale = Either the network has halted or the peers you reach do not pass blocks on. Check this device’s connection to the internet. Your balance is safe either way.
network-peers = Peers connected
network-epoch = Epoch
network-epoch-ends = It ends
network-epoch-paid = Its rewards are paid
network-epoch-length = Length of an epoch
network-how = How your numbers are checked
network-how-ask = Several strangers are asked
    .body = This device asks several peers for the newest block. It trusts none of them.
network-how-seal = The seal is checked
    .body = A block is final once more than two thirds of the validators have signed it. This device knows the network’s key and checks that one signature.
network-how-proof = Each number is proven
    .body = Your balance, your devices and your statements come with a proof that they are part of that block. A wrong digit anywhere, and the proof fails.
network-how-keep = Only what is proven is shown
    .body = A peer that sends something wrong is dropped. What you see was checked here, not by a company’s server.
